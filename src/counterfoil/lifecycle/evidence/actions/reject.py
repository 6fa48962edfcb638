"""evidence.reject: it was not done, or not like this; with a reason."""

from counterfoil.foundation.kernel.states import move_all
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import SubmissionCase


@action("evidence.reject", on=SubmissionCase, rule=(rules.something, rules.reject))
def reject(case: SubmissionCase, *, reason: Why) -> Stored:
    """Reject every piece of a submission that still waits."""
    order, sent = case.order, case.submission
    for piece in case.waiting:
        piece.decided_by, piece.decided_at, piece.reason = case.by, case.at, reason
    move_all(case.waiting, "reject")
    return Stored(sent.id, {"id": str(sent.id), "order_id": str(order.id)}, order_id=order.id, reason=reason)
