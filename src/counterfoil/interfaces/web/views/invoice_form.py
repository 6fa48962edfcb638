"""Typing an invoice or credit note: new, or corrected while it waits, with its sum as it is typed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.parties.picking import label
from counterfoil.foundation.parties.queries import visible as visible_contractors
from counterfoil.insight.trace.moves import one_available
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.cases import InvoiceCase
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import actions
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import RevisionLine
from counterfoil.lifecycle.orders.pricing import line_amount

from ..acts import permitted
from ..door import MemberRequest, now, outside, signed_in, via
from ..forms.answering import answered, previewed, values_of
from ..forms.invoice import INVOICE, correction
from ..forms.typed import Typed, blank, written
from ..wording import Wording, wording


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new document; with an order in its address, filled with what can be billed on it."""

    def save(typed: Typed) -> HttpResponse:
        values = values_of(request, typed)
        done = actions.receive(by=request.member, at=now(), via=via(request), values=values)
        if done["became"] == "duplicate":
            return redirect("arrival", arrival_id=done["id"])
        if done["state"] == "matched":
            messages.success(request, _("Entered, and everything fits."))
        else:
            messages.warning(request, _("Entered. Something stands against it: see below."))
        return redirect("invoice", invoice_id=done["id"])

    permitted(request, "invoice.receive")
    return answered(request, INVOICE, lambda: _begun(request), save, here="invoices")


@signed_in
def correct(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """The form for what was typed wrongly: all but its number and whose it is."""

    def begun() -> Typed:
        refuse_if(one_available(InvoiceCase(request.member, now(), invoice=found), "invoice.correct").reasons)
        return _as_it_stands(found, lines, wording(request.member.company))

    def save(typed: Typed) -> HttpResponse:
        given = {"invoice_id": found.id, "values": values_of(request, typed), "reason": typed.head["reason"]}
        actions.correct(by=request.member, at=now(), via=via(request), **given)
        messages.success(request, _("Corrected, and looked at again. What stood there before is on the trail."))
        return redirect("invoice", invoice_id=found.id)

    with scope.reading(request.member.company_id):
        found = invoices.one(request.member, invoice_id)
        lines = invoices.lines_of(found)
    permitted(request, "invoice.correct")
    return answered(request, correction(found.is_credit), begun, save, invoice=found, here="invoices")


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """What lines and tax come to as they are typed, beside the printed total."""
    return previewed(request, INVOICE)


def _begun(request: MemberRequest) -> Typed:
    by = request.member
    head = {"currency": by.company.currency, "issued_on": by.company.today(now()).isoformat()}
    with scope.reading(by.company_id):
        if not request.GET.get("order"):
            own = list(visible_contractors(by)[:2]) if outside(by) else []
            return blank(INVOICE, contractor=label(own[0]) if len(own) == 1 else "", **head)
        order = orders.visible(by).select_related("contractor").one(_uuid(request.GET["order"]))
        form = blank(INVOICE, **head | {"currency": order.currency, "contractor": label(order.contractor)})
        form.head["quoted"] = order.number or ""
        lines = _billable(orders.said(order)[1])
        form.lines = written(INVOICE, {}, lines, order.currency, wording(by.company)).lines
        return form


def _billable(says: Any) -> list[dict[str, Any]]:
    """What can be billed now: accepted and not invoiced, or, before anything is accepted, ordered."""
    shown = any(said.line.accepted_quantity for said in says)

    def left(said: RevisionLine) -> Any:
        return (said.line.accepted_quantity if shown else said.quantity) - said.line.covered_quantity

    names = ("text", "unit", "unit_price", "line_id")
    return [{n: getattr(said, n) for n in names} | {"quantity": left(said)} for said in says if left(said) > 0]


def _as_it_stands(invoice: Invoice, lines: Any, words: Wording) -> Typed:
    """The form of what was typed before, written in the reader's locale."""
    credited = invoice.credits.number if invoice.credits else invoice.credits_number
    head = vars(invoice) | {"credits": credited, "tax": invoice.tax or None}
    rows = [vars(line) | {"line_id": line.names_line_id, "piece_id": line.names_piece_id} for line in lines]
    for row in rows:
        if row["amount"] == line_amount(row["quantity"], row["unit_price"], invoice.currency):
            row["amount"] = None
    return written(correction(invoice.is_credit), head, rows, invoice.currency, words)


def _uuid(text: str) -> UUID:
    """An order's id from an address; anything else leads to no order."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
