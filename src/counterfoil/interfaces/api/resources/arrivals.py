"""Arrivals: files that are sent here, what each became, and the log of everything that ever arrived."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Via
from counterfoil.insight.listing.arrivals import Arrivals
from counterfoil.insight.shapes.arrivals import ArrivalShape
from counterfoil.insight.trace.arrivals import Told, told, visible
from counterfoil.lifecycle.intake.receiving import Sender, receive

from ..answering import ROOT, Key, answered, shown
from ..answers import ArrivalPage, DocumentReceived
from ..auth import member_of
from ..declaring import reads, writes
from ..listing import asks, found, rows_of
from ..paging import After, Limit
from ..problems import KINDS, problem

router = Router(tags=["arrivals"])

Name = Annotated[str, Query("document.xml", max_length=200, description="What the file is called.")]
Side = Annotated[
    Literal["buyer", "seller"] | None,
    Query(None, description="Our side in this file, for this call; without it our own identifiers decide."),
]
Add = Annotated[bool, Query(False, description="Add a seller that is not known yet as a contractor.")]
_FILE = {"type": "string", "format": "binary", "description": "The file itself, at most 5 MB of it."}


@router.get("", **reads("arrival.list", ArrivalPage))
@asks(Arrivals, "A text in the name of the file, or in the number on the document.")
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The receive log, the newest first: everything that arrived, with what became of it and why."""
    member = member_of(request)
    with scope.reading(member.company_id):
        seen = found(Arrivals, member, rows_of(Arrivals, member, wanted), wanted, after, limit)
        return shown(ArrivalPage(items=ArrivalShape.each(told(member, seen.rows), member), next=seen.next))


@router.post(
    "",
    **writes("document.receive", DocumentReceived, status=201, file=_FILE),
)
def take_in(
    request: HttpRequest, key: Key, name: Name = "document.xml", we_are: Side = None, add_parties: Add = False
) -> HttpResponse:
    """Send a file as it is: an order, its change or cancellation, a delivery, an invoice, a credit note.

    Whatever it is, it is kept in the receive log. Where nothing can be made of it the answer is 422, with every reason;
    403 where only the scopes of the key, or its member's roles, stand against it.
    """
    member = member_of(request)
    sender = Sender(member, timezone.now(), Via("api", key), we_are or "", add_parties)
    answer = receive([(name, request.body)], sender)[0]
    if answer["became"] == "refused":
        return _refused(_one(request, UUID(answer["arrival"])))
    received = {"id": answer["arrival"], "became": answer["became"], "sha256": answer["sha256"]}
    response = answered(received, 201)
    response["Location"] = f"{ROOT}/arrivals/{answer['arrival']}"
    return response


@router.get("/{arrival_id}", **reads("arrival.get", ArrivalShape))
def get(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One thing that arrived: what it says that it is, what it became, and why."""
    return shown(ArrivalShape.of(_one(request, arrival_id), member_of(request)))


def _one(request: HttpRequest, arrival_id: UUID) -> Told:
    member = member_of(request)
    with scope.reading(member.company_id):
        return told(member, [visible(member).one(arrival_id)])[0]


def _refused(one: Told) -> HttpResponse:
    """Nothing was made of it; that it came, and why not, is in the log."""
    reasons = one.arrival.reasons
    words = " ".join(str(reason["words"]) for reason in reasons)
    status = 403 if {reason["key"] for reason in reasons} == {"not_permitted"} else 422
    title = _("Nothing was made of the file.") if status == 422 else KINDS[status].title
    response = problem(status, title=str(title), detail=words, reasons=reasons, arrival=str(one.arrival.id))
    response["Location"] = f"{ROOT}/arrivals/{one.arrival.id}"
    return response
