"""Typing an invoice or credit note."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import round_money, times
from counterfoil.foundation.parties.picking import label
from counterfoil.foundation.trail.action import Answer
from counterfoil.insight.trace.to_invoice import Billable, billable
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.matching import actions
from counterfoil.lifecycle.orders import queries as orders

from ..forms.answering import answered, show, values_of
from ..forms.available import permitted
from ..forms.invoice import INVOICE
from ..forms.picking import own
from ..forms.typed import Typed, blank, written
from ..session.member import MemberRequest, id_said, new_key, now, signed_in, via
from ..wording import wording

_BILLED = ("text", "unit", "unit_price", "line_id")
"""What an invoice repeats of an order's line."""


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new document; with an order in its address, filled with what can be billed on it."""

    def save(typed: Typed) -> HttpResponse:
        values = values_of(request, typed)
        done = actions.receive(by=request.member, at=now(), via=via(request), values=values)
        if done["became"] == "duplicate":
            return _taken(request, typed, done)
        fits = done["state"] == "matched"
        words = _("Entered, and everything fits.") if fits else _("Entered. Something stands against it: see below.")
        messages.add_message(request, messages.SUCCESS if fits else messages.WARNING, words)
        return redirect("invoice", invoice_id=done["id"])

    permitted(request, "invoice.receive")
    return answered(request, INVOICE, lambda: _begun(request), save, here="invoices")


def _taken(request: MemberRequest, typed: Typed, done: Answer) -> HttpResponse:
    """Its number is taken: all that was typed stays, beside the document that has it, and another number may be sent."""
    typed.errors = {"number": [_("Another document of this contractor has this number: change it if it was mistyped.")]}
    with scope.reading(request.member.company_id):
        first = invoices.visible(request.member).one(UUID(done["same_as"]))
    told = {"first": first, "arrival_id": done["id"], "is_taken": True}
    return show(request, typed, 409, here="invoices", key=new_key(), **told)


def _begun(request: MemberRequest) -> Typed:
    by, today = request.member, request.member.company.today(now()).isoformat()
    with scope.reading(by.company_id):
        if request.GET.get("order"):
            return _of_order(request, id_said(request.GET, "order"), today)
        return blank(INVOICE, contractor=own(by), currency=by.company.currency, issued_on=today)


def _of_order(request: MemberRequest, order_id: UUID, today: str) -> Typed:
    order = orders.visible(request.member).select_related("contractor").one(order_id)
    head = {"quoted": order.number or "", "contractor": label(order.contractor), "currency": order.currency}
    form = blank(INVOICE, issued_on=today, **head)
    lines = [_line(one, order.currency) for one in billable(order)]
    form.lines = written(INVOICE, {}, lines, order.currency, wording(request.member)).lines
    return form


def _line(left: Billable, currency: str) -> dict[str, Any]:
    """What is left of a line; its amount only where it is not the quantity at the unit price."""
    line = {name: getattr(left.ordered, name) for name in _BILLED} | {"quantity": left.quantity}
    priced = round_money(times(left.quantity, left.ordered.unit_price), currency)
    return line if priced == left.amount else line | {"amount": left.amount}
