"""Payments: released, on their way, settled; or failed, or taken back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.payments import Payments
from counterfoil.insight.payables.listed import listed_payments
from counterfoil.insight.shapes.payments import PaymentShape, payment_of, whole_payment
from counterfoil.lifecycle.payments import queries

from ..answering import shown
from ..answers import PaymentPage
from ..auth import member_of
from ..declaring import reads
from ..listing import asks, found, rows_of
from ..paging import After, Limit

router = Router(tags=["payments"])


@router.get("", **reads("payment.list", PaymentPage))
@asks(Payments, "A text in the bank's reference, or an invoice that is called so.")
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The payments that the key's member sees, the newest first."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows = rows_of(Payments, member, wanted).select_related("released_by")
        seen = found(Payments, member, rows, wanted, after, limit)
        items = [payment_of(one.payment, one.allocations, member) for one in listed_payments(member, seen.rows)]
        return shown(PaymentPage(items=items, next=seen.next, totals=seen.totals))


@router.get("/{payment_id}", **reads("payment.get", PaymentShape))
def get(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment, and what it pays."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows = queries.visible(member).select_related("contractor", "released_by")
        return shown(whole_payment(rows.one(payment_id), member))
