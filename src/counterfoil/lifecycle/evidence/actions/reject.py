"""evidence.reject: it was not done, or not like this; with a reason."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move_all
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules


@action("evidence.reject", subject="submission")
def reject(*, by: Member, at: datetime, submission_id: UUID, reason: Why) -> Stored:
    """Reject every piece of a submission that still waits."""
    order, sent = queries.locked(by, submission_id)
    refuse_if(rules.reject(order, by, sent.submitter_id, separated(by)))
    waiting = [piece for piece in queries.locked_pieces(sent) if piece.state == "submitted"]
    refuse_if(rules.something(waiting))
    for piece in waiting:
        piece.decided_by, piece.decided_at, piece.reason = by, at, reason
    move_all(waiting, "reject")
    return Stored(sent.id, {"id": str(sent.id), "order_id": str(order.id)}, order_id=order.id, reason=reason)
