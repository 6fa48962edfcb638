"""order.revise: work on a rejected order again."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import OrderCase


@action("order.revise", on=OrderCase, rule=rules.revise)
def revise(case: OrderCase) -> Stored:
    """Make the rejected order a draft again, on the same record."""
    order, at = case.order, case.at
    order.updated_at = at
    move(order, "revise")
    return Stored(order.id, order.stored(), order_id=order.id)
