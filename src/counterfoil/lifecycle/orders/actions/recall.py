"""order.recall: take a submitted order back before it is decided."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules


@action("order.recall", subject="order")
def recall(*, by: Member, at: datetime, order_id: UUID) -> Stored:
    """Make it a draft again. The steps taken so far count for nothing any more."""
    order = queries.locked(by, order_id)
    refuse_if(rules.recall(order))
    deciding.end(order.approval_id, by, "recall", at)
    order.updated_at = at
    move(order, "recall")
    return Stored(order.id, order.stored(), order_id=order.id)
