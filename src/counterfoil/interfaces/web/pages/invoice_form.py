"""Typing an invoice or credit note."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.picking import label
from counterfoil.insight.trace.to_invoice import beside, billable
from counterfoil.lifecycle.matching import actions
from counterfoil.lifecycle.orders import queries as orders

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.invoice import INVOICE
from ..forms.picking import own
from ..forms.typed import Typed, blank, written
from ..session.member import MemberRequest, id_said, now, signed_in, via
from ..wording import wording
from .number_taken import taken


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new document; with an order in its address, filled with what can be billed on it."""

    def save(typed: Typed) -> HttpResponse:
        values = values_of(request, typed)
        done = actions.receive(by=request.member, at=now(), via=via(request), values=values)
        if done["became"] == "duplicate":
            return taken(request, typed, done)
        fits = done["state"] == "matched"
        words = _("Entered, and everything fits.") if fits else _("Entered. Something stands against it: see below.")
        messages.add_message(request, messages.SUCCESS if fits else messages.WARNING, words)
        return redirect("invoice", invoice_id=done["id"])

    permitted(request, "invoice.receive")
    return answered(request, INVOICE, lambda: _begun(request), save, here="invoices")


def _begun(request: MemberRequest) -> Typed:
    by, today = request.member, request.member.company.today(now()).isoformat()
    with scope.reading(by.company_id):
        if request.GET.get("order"):
            return _of_order(request, id_said(request.GET, "order"), today)
        return blank(INVOICE, contractor=own(by), currency=by.company.currency, issued_on=today)


def _of_order(request: MemberRequest, order_id: UUID, today: str) -> Typed:
    order = orders.visible(request.member).select_related("contractor").one(order_id)
    head = {"quoted": order.number or "", "contractor": label(order.contractor), "currency": order.currency}
    left, words = billable(order), wording(request.member)
    charges, tax = beside(order, left)
    told = {"charges": charges, "tax": tax, "total": sum((one.amount for one in left), charges + tax)}
    head |= {name: words.figure(value, order.currency) for name, value in told.items() if charges or tax}
    lines = written(INVOICE, {}, [one.as_billed(order.currency) for one in left], order.currency, words).lines
    return replace(blank(INVOICE, issued_on=today, **head), lines=lines)
