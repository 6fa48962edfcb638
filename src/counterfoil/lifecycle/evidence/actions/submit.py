"""evidence.submit: what was done on the lines of one order, with the files that show it."""

from datetime import datetime

from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.documents.values import KeptFile
from counterfoil.foundation.kernel.prepared import add_together
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders.models import Order

from .. import rules
from ..cases import SubmittingCase
from ..models import EvidenceFile, Piece, Submission
from ..values import SubmissionValues


@action("evidence.submit", on=SubmittingCase, rule=rules.submit, also=rules.pieces)
def submit(case: SubmittingCase, *, values: SubmissionValues) -> Stored:
    """Submit evidence of several lines: all of it is taken, or none (R78)."""
    order, by, at = case.order, case.by, case.at
    sent = Submission(company_id=by.company_id, order=order, submitter=by, submitted_at=at, note=values.note)
    pieces = [
        Piece(company_id=by.company_id, submission=sent, order=order, **piece.model_dump()) for piece in values.pieces
    ]
    add_together([sent, *pieces])
    _keep_files(sent, order, values.files, at)
    answer = {"id": str(order.id), "submission_id": str(sent.id)}
    return Stored(order.id, answer, order_id=order.id)


def _keep_files(sent: Submission, order: Order, files: list[KeptFile], at: datetime) -> None:
    kept = [
        Document(company_id=sent.company_id, kind="evidence", order_id=order.id, created_at=at, **one.model_dump())
        for one in files
    ]
    Document.objects.bulk_create(kept)
    EvidenceFile.objects.bulk_create(
        EvidenceFile(company_id=sent.company_id, submission=sent, document=document) for document in kept
    )
