"""The list of invoices, the page of one, and the verbs done from it and from its exceptions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.billing.bills import bill
from counterfoil.insight.billing.lists import Listed, invoices_called, listed
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.payments import queries as payments

from ..acts import Attempt, answered
from ..bill_panels import panels
from ..claim_acts import EXCEPTION, INVOICE, REFUND
from ..door import MemberRequest, new_key, now, outside, said, signed_in
from ..keyset import Cursor, page_of
from ..whereabouts import whereabouts
from ..wording import wording

PAGE = 50


@signed_in
def invoices(request: MemberRequest) -> HttpResponse:
    """The invoices that this member sees, newest first; search and filter are in the address."""
    text, state = said(request.GET, "q"), request.GET.get("state", "")
    with scope.reading(request.member.company_id):
        found = invoices_called(request.member, text)
        found = found.filter(state=state) if state in Invoice.STATES else found
        page = page_of(found, Cursor.read(request.GET.get("after", "")), PAGE, "received_at")
        shown = {
            "rows": said_of(request, listed(request.member, page.rows, request.member.company.today(now()))),
            "page": page,
            "q": text,
            "state": state if state in Invoice.STATES else "",
            "states": Invoice.STATES,
            "enters": request.member.may("invoice.receive"),
            "sends": request.member.may("document.keep"),
            "here": "invoices",
        }
        return render(request, "web/invoices.html", shown)


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
        request, INVOICE, verb, invoice_id, lambda attempt, status: _page(request, invoice_id, attempt, status), after
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
        exception_id,
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
        refund_id,
        lambda attempt, status: _page(request, invoice_id, attempt, status),
        lambda done: reverse("invoice", args=[invoice_id]),
    )


def said_of(request: MemberRequest, rows: Sequence[Listed]) -> list[tuple[Listed, str]]:
    """Each row with where its money is, in words for this reader."""
    words, out = wording(request.member.company), outside(request.member)
    return [(one, whereabouts(one, words, out)) for one in rows]


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
