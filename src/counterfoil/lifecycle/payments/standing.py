"""What the verbs of a payment share: its locks in lifecycle order, and what becomes of its invoice."""

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
from .models import Payment, SetOff


@dataclass
class Paying:
    """A payment with the invoice that it pays, locked behind the order that the invoice is for."""

    payment: Payment
    invoice: Invoice

    def stored(self, reason: str = "") -> Stored:
        """What a verb of this payment leaves behind."""
        answer = {
            "id": str(self.payment.id),
            "state": self.payment.state,
            "invoice_id": str(self.invoice.id),
            "invoice_state": self.invoice.state,
        }
        return Stored(self.payment.id, answer, order_id=self.invoice.order_id, reason=reason)


def locked(by: Member, payment_id: UUID) -> Paying:
    """A visible payment under its locks. Raises NotFound."""
    invoice_id = queries.lock_with_invoice(by, payment_id)
    return Paying(row_of(Payment, by.company_id, payment_id), row_of(Invoice, by.company_id, invoice_id))


def match_case_of_payment(paying: Paying, *, by: Member, at: datetime) -> MatchCase:
    """What it pays, with all that stands on it now. Changes nothing."""
    order = lock_order(by.company_id, paying.invoice.order_id)
    return match_case_of(with_standings(by.company_id, paying.invoice.id), order, by=by, at=at)


def finish(paying: Paying) -> None:
    """Its invoice is paid once nothing of it is left and all of it has arrived."""
    _read_again(paying)
    if paying.invoice.state == "paying" and paying.invoice.all_arrived:
        move(paying.invoice, "settle")


def take_back(paying: Paying, *, by: Member, at: datetime) -> None:
    """The payment pays nothing any more; with no other one left its invoice is received again and matched at once."""
    allocation = queries.allocation_of(paying.payment)
    allocation.live = False
    allocation.save()
    SetOff.objects.within(by.company_id).filter(payment_id=paying.payment.id).update(live=False)
    _read_again(paying)
    if paying.invoice.allocated_amount:
        finish(paying)
        return
    move(paying.invoice, "take_back")
    order = lock_order(by.company_id, paying.invoice.order_id)
    rematch(match_case_of(paying.invoice, order, by=by, at=at), by=by, at=at)


def _read_again(paying: Paying) -> None:
    """The invoice with the balances that the database has counted by now."""
    paying.invoice = row_of(Invoice, paying.invoice.company_id, paying.invoice.id)
