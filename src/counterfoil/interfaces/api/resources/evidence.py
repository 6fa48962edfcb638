"""Evidence: what was done on an order, with the files that show it, and what was decided on it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents import allowance, store
from counterfoil.foundation.documents.values import KeptFile
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Text, Values
from counterfoil.insight.listing.evidence import Evidence
from counterfoil.insight.shapes.evidence import PieceShape, SubmissionHead
from counterfoil.lifecycle.evidence import actions, queries
from counterfoil.lifecycle.evidence.values import MOST_FILES, MOST_PIECES, PieceValues, SubmissionValues

from ..answering import Key, done, shown
from ..answers import EvidencePage
from ..auth import member_of
from ..declaring import reads, writes
from ..files import FileBody, bytes_of
from ..listing import asks, found, rows_of
from ..paging import After, Limit
from ..payables_answers import EvidenceSubmitted

router = Router(tags=["evidence"])


class SubmissionBody(Values):
    """Several lines of one order at once, with the files that show it."""

    pieces: Annotated[list[PieceValues], Field(min_length=1, max_length=MOST_PIECES)]
    note: Text = ""
    files: Annotated[list[FileBody], Field(max_length=MOST_FILES)] = []


@router.get("/evidence", **reads("evidence.list", EvidencePage))
@asks(Evidence, "A text in number, contractor code, title or contractor's name of the order.")
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The evidence on the orders that the key's member sees, the newest first."""
    by = member_of(request)
    with scope.reading(by.company_id):
        seen = found(Evidence, by, rows_of(Evidence, by, wanted), wanted, after, limit)
        pieces = queries.pieces_of(by.company_id, [row.id for row in seen.rows])
        items = [
            SubmissionHead.of(row, by, pieces=PieceShape.each(pieces[row.id], by, currency=row.order.currency))
            for row in seen.rows
        ]
        return shown(EvidencePage(items=items, next=seen.next, totals=seen.totals))


@router.post("/orders/{order_id}/evidence", **writes("evidence.submit", EvidenceSubmitted))
def submit(request: HttpRequest, order_id: UUID, key: Key, body: SubmissionBody) -> HttpResponse:
    """Submit evidence of several lines: all of it is taken, or none."""
    files = _kept(member_of(request), body.files)
    values = SubmissionValues(pieces=body.pieces, note=body.note, files=files)
    answer = done(request, key, actions.submit, order_id=order_id, values=values)
    allowance.given_back(member_of(request), timezone.now(), [file.size for file in files])
    return answer


def _kept(member: Member, files: list[FileBody]) -> list[KeptFile]:
    """The files, in the store. Nothing is stored for who may submit nothing: the verb refuses them. Raises Invalid."""
    contents = [bytes_of(file.content, f"files.{position}.content") for position, file in enumerate(files)]
    if not member.may("evidence.submit"):
        return []
    allowance.taken(member, timezone.now(), [len(content) for content in contents])
    return [
        KeptFile(
            name=file.name,
            media_type=file.media_type,
            size=len(content),
            sha256=store.keep(member.company_id, content),
        )
        for file, content in zip(files, contents, strict=True)
    ]
