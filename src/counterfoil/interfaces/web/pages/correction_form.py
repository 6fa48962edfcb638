"""Typing anew what was typed wrongly of an invoice or credit note, while it waits."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.invoices import queries
from counterfoil.lifecycle.invoices.cases import InvoiceCase
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching import actions
from counterfoil.lifecycle.orders.pricing import line_amount

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.correction import correction
from ..forms.typed import Typed, written
from ..session.member import MemberRequest, now, signed_in, via
from ..wording import Wording, wording


@signed_in
def correct(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """The form for what was typed wrongly: all but its number and whose it is."""

    def stands() -> Typed:
        refuse_if(one_available(InvoiceCase(request.member, now(), invoice=found), "invoice.correct").reasons)
        return _as_it_stands(found, lines, wording(request.member))

    def save(typed: Typed) -> HttpResponse:
        given = {"values": values_of(request, typed), "reason": typed.head["reason"]}
        actions.correct(by=request.member, at=now(), via=via(request), invoice_id=found.id, **given)
        messages.success(request, _("Corrected, and looked at again. What stood there before is on the trail."))
        return redirect("invoice", invoice_id=found.id)

    with scope.reading(request.member.company_id):
        found = queries.one(request.member, invoice_id)
        lines = queries.lines_of(found)
    permitted(request, "invoice.correct")
    return answered(request, correction(found.is_credit), stands, save, invoice=found, here="invoices")


def _as_it_stands(invoice: Invoice, lines: Sequence[InvoiceLine], words: Wording) -> Typed:
    """The form of what was typed before, written in the reader's locale."""
    credited = invoice.credits.number if invoice.credits else invoice.credits_number
    head = vars(invoice) | {"credits": credited, "tax": invoice.tax or None}
    rows = [_row(line, invoice.currency) for line in lines]
    return written(correction(invoice.is_credit), head, rows, invoice.currency, words)


def _row(line: InvoiceLine, currency: str) -> dict[str, object]:
    """A line; its amount only where it is another than quantity times price."""
    reckoned = line_amount(line.quantity, line.unit_price, currency)
    named = {"line_id": line.names_line_id, "piece_id": line.names_piece_id}
    return vars(line) | named | {"amount": None if line.amount == reckoned else line.amount}
