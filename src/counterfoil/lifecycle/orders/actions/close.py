"""order.close: nothing more will be done or billed on an order; what is left open is given up."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import OrderCase


@action("order.close", on=OrderCase, rule=rules.close)
def close(case: OrderCase, *, reason: Why) -> Stored:
    """Close an issued order on which nothing is waiting. What is not invoiced is given up (R110)."""
    order, at = case.order, case.at
    order.closed_at = order.updated_at = at
    move(order, "close")
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
