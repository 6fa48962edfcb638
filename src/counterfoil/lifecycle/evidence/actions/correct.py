"""evidence.correct: accepted evidence was too much; a negative piece says by how much, and why."""

from counterfoil.foundation.kernel.values import Quantity, Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import PieceCase
from ..models import Piece, Submission


@action("evidence.correct", on=PieceCase, rule=rules.correct)
def correct(case: PieceCase, *, quantity: Quantity, reason: Why) -> Stored:
    """Take back so much of an accepted piece. It counts once somebody else has accepted it."""
    order, found, by, at = case.order, case.piece, case.by, case.at
    sent = Submission(company_id=by.company_id, order=order, submitter=by, submitted_at=at, note=reason)
    sent.save(force_insert=True)
    negative = Piece(
        company_id=by.company_id,
        submission=sent,
        order=order,
        line_id=found.line_id,
        corrects=found,
        quantity=-quantity,
    )
    negative.save(force_insert=True)
    answer = {"id": str(found.id), "submission_id": str(sent.id), "order_id": str(order.id)}
    return Stored(found.id, answer, order_id=order.id, reason=reason)
