"""order.close: nothing more will be done or billed on an order; what is left open is given up."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules


@action("order.close", subject="order")
def close(*, by: Member, at: datetime, order_id: UUID, reason: Why) -> Stored:
    """Close an issued order on which nothing is waiting. What is not invoiced is given up (R110)."""
    order = queries.locked(by, order_id)
    refuse_if(rules.close(order))
    order.closed_at = order.updated_at = at
    move(order, "close")
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
