"""What the verbs of a payment share: its locks in lifecycle order, and what becomes of its invoices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import row_of
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.match_case import MatchCase, lock_order, match_case_of, with_standings
from counterfoil.lifecycle.matching.rematch import rematch

from . import queries
from .models import Allocation, Payment, SetOff


@dataclass
class Paying:
    """A payment with the invoices that it pays, locked behind the orders that the invoices are for."""

    payment: Payment
    invoices: Sequence[Invoice]

    @property
    def invoice(self) -> Invoice:
        """What it pays; of several, the first."""
        return self.invoices[0]

    def stored(self, reason: str = "") -> Stored:
        """What a verb of this payment leaves behind."""
        answer = {
            "id": str(self.payment.id),
            "state": self.payment.state,
            "invoice_id": str(self.invoice.id),
            "invoice_state": self.invoice.state,
            "invoices": [{"id": str(one.id), "state": one.state} for one in self.invoices],
        }
        return Stored(self.payment.id, answer, order_id=self.invoice.order_id, reason=reason)


def locked(by: Member, payment_id: UUID) -> Paying:
    """A visible payment under its locks. Raises NotFound."""
    invoice_ids = queries.lock_with_invoices(by, payment_id)
    paid = [row_of(Invoice, by.company_id, invoice_id) for invoice_id in invoice_ids]
    return Paying(row_of(Payment, by.company_id, payment_id), paid)


def match_cases_of_payment(paying: Paying, *, by: Member, at: datetime) -> list[MatchCase]:
    """What it pays, each with all that stands on it now. Changes nothing."""
    return [
        match_case_of(with_standings(by.company_id, one.id), lock_order(by.company_id, one.order_id), by=by, at=at)
        for one in paying.invoices
    ]


def finish(paying: Paying) -> None:
    """An invoice is paid once nothing of it is left and all of it has arrived."""
    _read_again(paying)
    for invoice in paying.invoices:
        _finish(invoice)


def take_back(paying: Paying, *, by: Member, at: datetime) -> None:
    """The payment pays nothing any more; with no other one left its invoice is received again and matched at once."""
    for table in (Allocation, SetOff):
        table.objects.within(by.company_id).filter(payment_id=paying.payment.id, live=True).update(live=False)
    _read_again(paying)
    for invoice in paying.invoices:
        taken_back(invoice, by=by, at=at)


def take_out(paying: Paying, invoice_id: UUID, *, by: Member, at: datetime) -> None:
    """One of its invoices is paid by it no more, and looked at again; it is lowered already."""
    rows = {"payment_id": paying.payment.id, "invoice_id": invoice_id, "live": True}
    Allocation.objects.within(by.company_id).filter(**rows).update(live=False, unlinked=True)
    SetOff.objects.within(by.company_id).filter(**rows).update(live=False)
    taken_back(row_of(Invoice, by.company_id, invoice_id), by=by, at=at)
    paying.invoices = [one for one in paying.invoices if one.id != invoice_id]


def taken_back(invoice: Invoice, *, by: Member, at: datetime) -> None:
    """Where an invoice stands once something that paid it pays it no more; with nothing left on it, it is matched at once."""
    if invoice.allocated_amount:
        if invoice.state == "paid" and not invoice.all_arrived:
            move(invoice, "reverse")
        _finish(invoice)
        return
    move(invoice, "take_back")
    rematch(match_case_of(invoice, lock_order(invoice.company_id, invoice.order_id), by=by, at=at), by=by, at=at)


def _finish(invoice: Invoice) -> None:
    if invoice.state == "paying" and invoice.all_arrived:
        move(invoice, "settle")


def _read_again(paying: Paying) -> None:
    """The invoices with the balances that the database has counted by now."""
    paying.invoices = [row_of(Invoice, one.company_id, one.id) for one in paying.invoices]
