"""What can be read of one order beside itself: its gates, its trace, and its document as PDF, as UBL and as frozen text."""

from hashlib import sha256
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Query, Router

from counterfoil.formats import order_pdf
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.documents.queries import rendering
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.shapes.alerts import AlertShape
from counterfoil.insight.shapes.trace import TraceShape, trace_of
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.trace.record import record
from counterfoil.lifecycle.alerts.queries import of_order
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.exporting import order_file
from counterfoil.lifecycle.orders.printing import as_it_stands, draft, file_name

from ..answering import shown, unless_known
from ..answers import GatesShape, OrderAlerts
from ..auth import member_of
from ..declaring import reads, reads_file

router = Router(tags=["orders"])
PDF, XML = "application/pdf", "application/xml"
Named = Annotated[
    Literal["number", "contractor_code"],
    Query("number", description="After which of its two codes the file is called."),
]


@router.get("/{order_id}/gates", **reads("order.gates", GatesShape))
def gates(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Every gate in order, whose move it is, and the verbs of the key's member with every reason why not.

    The words are those of the gate bar.
    """
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(GatesShape.of(member, record(member, order_id, timezone.now())))


@router.get("/{order_id}/trace", **reads("order.trace", TraceShape))
def trace(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The whole record: order, figures, lines, approvals, documents, and every entry of the trail with its changes."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(trace_of(record(member, order_id, timezone.now()), member))


@router.get("/{order_id}/alerts", **reads("order.alerts", OrderAlerts))
def alerts(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The alerts of an order: what stands first, then what is over, the newest first. None for a contractor's own key."""
    member = member_of(request)
    if is_outside(member):
        raise NotFound("alerts")
    with scope.reading(member.company_id):
        order = queries.visible(member).only("id").one(order_id)
        found = [one.alert for one in of_order(member, order.id)]
        return shown(OrderAlerts(items=AlertShape.each(found, member)))


@router.get("/{order_id}/document", **reads_file("order.document", PDF, {"contentMediaType": PDF}))
def document(request: HttpRequest, order_id: UUID, named: Named = "number") -> HttpResponse:
    """The PDF, made from the frozen document. Not there before issue, nor in the moment until it is rendered."""
    member = member_of(request)
    with scope.reading(member.company_id):
        order = queries.visible(member).one(order_id)
        rendered = rendering(member.company_id, order.document_sha256, PDF)
    if rendered is None:
        raise NotFound("document")
    name = file_name(order, ".pdf", named == "contractor_code")
    return unless_known(request, rendered.sha256, lambda: _pdf(rendered, name))


@router.get("/{order_id}/preview", **reads_file("order.preview", PDF, {"contentMediaType": PDF}))
def preview(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """How an order that is not issued yet would be printed as it stands: a PDF marked as a draft, without a number."""
    member = member_of(request)
    with scope.reading(member.company_id):
        order = queries.visible(member).select_related("contractor", "engagement").one(order_id)
        page = draft(member, order, member.company.today(timezone.now()))
    content = order_pdf.render(page)
    return unless_known(request, sha256(content).hexdigest(), lambda: _file(content, PDF, _("draft.pdf")))


@router.get("/{order_id}/document/now", **reads_file("order.document_now", PDF, {"contentMediaType": PDF}))
def document_now(request: HttpRequest, order_id: UUID, named: Named = "number") -> HttpResponse:
    """The issued order as a PDF, and beside it what its printed custom fields say otherwise since: who said so, and when."""
    member = member_of(request)
    with scope.reading(member.company_id):
        order = queries.visible(member).one(order_id)
        page = as_it_stands(member, order)
    content, name = order_pdf.render(page), file_name(order, ".pdf", named == "contractor_code")
    return unless_known(request, sha256(content).hexdigest(), lambda: _file(content, PDF, name))


@router.get("/{order_id}/document.xml", **reads_file("order.document_ubl", XML, {"contentMediaType": XML}))
def document_ubl(request: HttpRequest, order_id: UUID, named: Named = "number") -> HttpResponse:
    """The issued order as a UBL 2.1 file, with lines, discounts, taxes and sums, from the frozen document."""
    member = member_of(request)
    with scope.reading(member.company_id):
        order = queries.visible(member).one(order_id)
        content = order_file(order, member.company)
    name = file_name(order, ".xml", named == "contractor_code")
    return unless_known(request, sha256(content).hexdigest(), lambda: _file(content, XML, name))


@router.get("/{order_id}/document.json", **reads_file("order.document_json", "application/json", {"type": "object"}))
def document_json(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The frozen document, byte for byte as it was hashed at issue. Its SHA-256 is the ETag.

    Not for a contractor's own key: how it is coded, and how far an invoice may lie from it, stand there too.
    """
    member = member_of(request)
    if is_outside(member):
        raise NotFound("document")
    with scope.reading(member.company_id):
        order = queries.visible(member).one(order_id)
    if not order.document:
        raise NotFound("document")
    return unless_known(
        request, order.document_sha256, lambda: HttpResponse(order.document, content_type="application/json")
    )


def _pdf(rendered: Document, name: str) -> HttpResponse:
    return _file(store.fetch(rendered.company_id, rendered.sha256), PDF, name)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response
