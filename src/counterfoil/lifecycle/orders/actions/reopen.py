"""order.reopen: a closed order goes on, for what it still authorises."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules


@action("order.reopen", subject="order")
def reopen(*, by: Member, at: datetime, order_id: UUID, reason: Why) -> Stored:
    """Open a closed order again, under its own number."""
    order = queries.locked(by, order_id)
    refuse_if(rules.reopen(order))
    order.closed_at, order.updated_at = None, at
    move(order, "reopen")
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
