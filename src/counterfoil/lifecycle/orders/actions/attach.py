"""order.attach: a loaded order comes to belong to an engagement."""

from uuid import UUID

from counterfoil.foundation.trail.action import Stored, action

from .. import loaded_rules
from ..cases import OrderCase


@action("order.attach", on=OrderCase, rule=loaded_rules.attach)
def attach(case: OrderCase, *, engagement_id: UUID) -> Stored:
    """Attach it, once. What is invoiced on it is paid only from then on."""
    order, engagement = case.order, case.engagement
    order.engagement, order.team_id = engagement, engagement.team_id
    order.updated_at = case.at
    order.version += 1
    order.save()
    return Stored(order.id, order.stored() | {"engagement_id": str(engagement.id)}, order_id=order.id)
