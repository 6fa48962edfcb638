"""Files that hang on an order, and those that are made of it: the draft as it would be printed, and the order for a program."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from counterfoil.formats import order_pdf
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.queries import of_order
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.exporting import order_file
from counterfoil.lifecycle.orders.printing import as_it_stands, draft, file_name

from ..session.member import MemberRequest, now, signed_in

PDF, XML = "application/pdf", "application/xml"


@signed_in
def document(request: MemberRequest, order_id: UUID, document_id: UUID) -> HttpResponse:
    """One file of a visible order, as a download. The order itself is called by either of its two codes."""
    by = request.member
    with scope.reading(by.company_id):
        order = queries.visible(by).only("id", "number", "contractor_code", "title").one(order_id)
        found = of_order(by.company_id, order.id).one(document_id)
    try:
        content = store.fetch(by.company_id, found.sha256)
    except FileNotFoundError:
        raise NotFound("document") from None
    by_code = found.made_from and _by_contractor_code(request)
    return _sent(content, found.media_type, file_name(order, ".pdf", True) if by_code else found.name)


@signed_in
def preview(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """How the order would be printed if it were issued as it stands, to look at."""
    by = request.member
    with scope.reading(by.company_id):
        order = queries.visible(by).select_related("contractor", "engagement").one(order_id)
        page = draft(by, order, by.company.today(now()))
    return _sent(order_pdf.render(page), PDF, _("draft.pdf"), to_look_at=True)


@signed_in
def as_it_stands_now(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The issued order with what was noted since beside it, to look at."""
    by = request.member
    with scope.reading(by.company_id):
        order = queries.visible(by).one(order_id)
        page = as_it_stands(by, order)
    return _sent(order_pdf.render(page), PDF, file_name(order, ".pdf", _by_contractor_code(request)), to_look_at=True)


@signed_in
def ubl(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The issued order as a UBL file."""
    by = request.member
    with scope.reading(by.company_id):
        order = queries.visible(by).one(order_id)
        content = order_file(order, by.company)
    return _sent(content, XML, file_name(order, ".xml", _by_contractor_code(request)))


def _by_contractor_code(request: MemberRequest) -> bool:
    return request.GET.get("named") == "contractor_code"


def _sent(content: bytes, media_type: str, name: str, to_look_at: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(not to_look_at, name) or "attachment"
    return answer
