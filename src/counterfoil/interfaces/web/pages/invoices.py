"""The list of invoices, the page of one, and the verbs done from it and from its exceptions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.payables.invoice import invoice_record
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.payments import queries as payments

from ..forms.available import Attempt, doing
from ..lists.page import Asked, list_page
from ..panels.invoice import EXCEPTION, INVOICE, REFUND, panels
from ..session.member import MemberRequest, new_key, now, signed_in
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


def _page(request: MemberRequest, invoice_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    at = now()
    with scope.reading(request.member.company_id):
        found = invoice_record(request.member, invoice_id, at)
        shown = {
            "record": found,
            "invoice": found.invoice,
            "panels": panels(found, request.member, wording(request.member), attempt),
            "today": request.member.company.today(at),
            "attempt": attempt,
            "key": new_key(),
            "here": "invoices",
        }
        return render(request, "web/invoice.html", shown, status=status)


def _to_payment(done: dict[str, Any], invoice_id: UUID) -> str:
    """A release leads to its payment; whatever else is done, and a release that sent nothing, stays with the invoice."""
    paid = done.get("id") if "set_off" in done else None
    return reverse("payment", args=[paid]) if paid else reverse("invoice", args=[invoice_id])


def _of_exception(request: MemberRequest, exception_id: UUID) -> UUID:
    with scope.reading(request.member.company_id):
        return matching.one(request.member, exception_id).invoice_id


def _of_refund(request: MemberRequest, refund_id: UUID) -> UUID:
    with scope.reading(request.member.company_id):
        return payments.refund(request.member, refund_id).credited_id


do = doing(INVOICE, _page, "invoice", after=_to_payment)
settle = doing(EXCEPTION, _page, "invoice", of=_of_exception)
refund = doing(REFUND, _page, "invoice", of=_of_refund)
