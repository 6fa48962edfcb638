"""evidence.correct: accepted evidence was too much; a negative piece says by how much, and why."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Quantity, Why
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders import queries as orders

from .. import queries, rules
from ..models import Piece, Submission


@action("evidence.correct", subject="piece")
def correct(*, by: Member, at: datetime, piece_id: UUID, quantity: Quantity, reason: Why) -> Stored:
    """Take back so much of an accepted piece. It counts once somebody else has accepted it."""
    found = queries.piece(by, piece_id)
    order = orders.locked(by, found.order_id)
    found = Piece.objects.within(by.company_id).locked(piece_id)
    refuse_if(rules.correct(order, by, found, quantity))
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
