"""order.reject: say no, with a reason that the requester reads."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules


@action("order.reject", subject="order")
def reject(*, by: Member, at: datetime, order_id: UUID, reason: Why) -> Stored:
    """Refuse the approval. The requester may revise and submit it again."""
    order = queries.locked(by, order_id)
    approval, steps = deciding.locked(order.approval_id, by)
    refuse_if(rules.reject(order, approval, steps, by, separated(by)))
    deciding.refuse(approval, steps, by=by, at=at, reason=reason)
    order.updated_at = at
    move(order, "reject")
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
