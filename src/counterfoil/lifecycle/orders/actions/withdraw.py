"""order.withdraw: take an approval back before issue (ruling 2)."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import limits, queries, rules


@action("order.withdraw", subject="order")
def withdraw(*, by: Member, at: datetime, order_id: UUID, reason: Why) -> Stored:
    """Clear the approval and unlock the jobs. Nothing is authorised any more."""
    order = queries.locked(by, order_id)
    refuse_if(rules.withdraw(order))
    deciding.end(order.approval_id, by, "withdraw", at)
    limits.clear(order)
    order.updated_at, order.approved_at = at, None
    move(order, "withdraw")
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
