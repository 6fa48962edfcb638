"""evidence.withdraw: who submitted it takes it back while nobody has decided."""

from counterfoil.foundation.kernel.states import move_all
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import SubmissionCase


@action("evidence.withdraw", on=SubmissionCase, rule=(rules.something, rules.withdraw))
def withdraw(case: SubmissionCase) -> Stored:
    """Withdraw every piece of a submission that still waits."""
    order, sent = case.order, case.submission
    for piece in case.waiting:
        piece.decided_at = case.at
    move_all(case.waiting, "withdraw")
    return Stored(sent.id, {"id": str(sent.id), "order_id": str(order.id)}, order_id=order.id)
