"""The list of invoices, the page of one, and the verbs done from it and from its exceptions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.billing.bills import bill
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.payments import queries as payments

from ..acts import Attempt, answered
from ..bill_panels import EXCEPTION, INVOICE, REFUND, panels
from ..door import MemberRequest, new_key, now, signed_in
from ..list_page import Asked, list_page
from ..wording import wording

PAGE = 50


@signed_in
def invoices(request: MemberRequest) -> HttpResponseBase:
    """The invoices that this member sees, newest first; search, filters and order are in the address."""
    return list_page(request, Asked.of(request, Invoices), PAGE)


@signed_in
def invoice(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """One invoice or credit note."""
    return _page(request, invoice_id)


@signed_in
def do(request: MemberRequest, invoice_id: UUID, verb: str) -> HttpResponse:
    """Do one verb with the invoice; a release leads to its payment."""

    def after(done: dict[str, Any]) -> str:
        paid = verb == "release" and done.get("id")
        return reverse("payment", args=[done["id"]]) if paid else reverse("invoice", args=[invoice_id])

    return answered(
        request,
        INVOICE,
        verb,
        {"invoice_id": invoice_id},
        lambda attempt, status: _page(request, invoice_id, attempt, status),
        after,
    )


@signed_in
def settle(request: MemberRequest, exception_id: UUID, verb: str) -> HttpResponse:
    """Do one verb with an exception, and go back to its invoice."""
    with scope.reading(request.member.company_id):
        invoice_id = matching.one(request.member, exception_id).invoice_id
    return answered(
        request,
        EXCEPTION,
        verb,
        {"exception_id": exception_id},
        lambda attempt, status: _page(request, invoice_id, attempt, status),
        lambda done: reverse("invoice", args=[invoice_id]),
    )


@signed_in
def refund(request: MemberRequest, refund_id: UUID, verb: str) -> HttpResponse:
    """Confirm or withdraw a refund, and go back to its invoice."""
    with scope.reading(request.member.company_id):
        invoice_id = payments.refund(request.member, refund_id).credited_id
    return answered(
        request,
        REFUND,
        verb,
        {"refund_id": refund_id},
        lambda attempt, status: _page(request, invoice_id, attempt, status),
        lambda done: reverse("invoice", args=[invoice_id]),
    )


def _page(request: MemberRequest, invoice_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    at = now()
    with scope.reading(request.member.company_id):
        found = bill(request.member, invoice_id, at)
        shown = {
            "bill": found,
            "invoice": found.invoice,
            "panels": panels(found, request.member, wording(request.member.company), attempt),
            "today": request.member.company.today(at),
            "attempt": attempt,
            "key": new_key(),
            "here": "invoices",
        }
        return render(request, "web/invoice.html", shown, status=status)
