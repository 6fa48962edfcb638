"""Payments: released, on their way, settled; or failed, or taken back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.payments import Payments
from counterfoil.insight.payables.listed import listed_payments
from counterfoil.insight.shapes.payments import PaymentShape, payment_of, whole_payment
from counterfoil.lifecycle.payments import queries
from counterfoil.lifecycle.remittances.filed import pdf_of
from counterfoil.lifecycle.remittances.models import Remittance
from counterfoil.lifecycle.remittances.printing import file_name
from counterfoil.lifecycle.remittances.queries import seen

from ..answering import shown, unless_known
from ..answers import PaymentPage
from ..auth import member_of
from ..declaring import reads, reads_file
from ..listing import asks, found, rows_of
from ..paging import After, Limit

PDF = "application/pdf"
router = Router(tags=["payments"])


@router.get("", **reads("payment.list", PaymentPage))
@asks(Payments, "A text in the bank's reference, or an invoice that is called so.")
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The payments that the key's member sees, the newest first."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows = rows_of(Payments, member, wanted).select_related("released_by")
        rows_seen = found(Payments, member, rows, wanted, after, limit)
        items = [payment_of(one.payment, one.allocations, member) for one in listed_payments(member, rows_seen.rows)]
        return shown(PaymentPage(items=items, next=rows_seen.next, totals=rows_seen.totals))


@router.get("/{payment_id}/remittance", **reads_file("remittance.document", PDF, {"contentMediaType": PDF}))
def remittance(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """What a payment pays, as a PDF in its contractor's language. Not there before it was sent; void once it did not arrive."""
    member = member_of(request)
    with scope.reading(member.company_id):
        found = seen(member, payment_id)
    return unless_known(request, found.printed_sha256, lambda: _pdf(found, member))


@router.get("/{payment_id}", **reads("payment.get", PaymentShape))
def get(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment, and what it pays."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows = queries.visible(member).select_related("contractor", "released_by")
        return shown(whole_payment(rows.one(payment_id), member))


def _pdf(made: Remittance, member: Member) -> HttpResponse:
    answer = HttpResponse(pdf_of(made, member.company), content_type=PDF)
    answer["Content-Disposition"] = content_disposition_header(False, file_name(made)) or "inline"
    return answer
