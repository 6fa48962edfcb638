"""order.attach: a loaded order comes to belong to an engagement."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.engagements.models import Engagement

from .. import loaded_rules, queries


@action("order.attach", subject="order")
def attach(*, by: Member, at: datetime, order_id: UUID, engagement_id: UUID) -> Stored:
    """Attach it, once. What is invoiced on it is paid only from then on."""
    order = queries.locked(by, order_id)
    engagement: Engagement = Engagement.objects.within(by.company_id).one(engagement_id)
    refuse_if(loaded_rules.attach(order, by, engagement))
    order.engagement, order.team_id = engagement, engagement.team_id
    order.updated_at = at
    order.version += 1
    order.save()
    return Stored(order.id, order.stored() | {"engagement_id": str(engagement.id)}, order_id=order.id)
