"""What the verbs of a payment share: its locks in lifecycle order, and what becomes of its invoice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.look import look
from counterfoil.lifecycle.matching.staging import Stage, stage_of, staged

from . import queries
from .models import Allocation, Payment


@dataclass
class Paying:
    """A payment with what it pays, everything locked: order, lines, evidence, invoice, payment."""

    payment: Payment
    allocation: Allocation
    stage: Stage

    def stored(self, reason: str = "") -> Stored:
        """What a verb of this payment leaves behind."""
        invoice = self.stage.invoice
        answer = {
            "id": str(self.payment.id),
            "state": self.payment.state,
            "invoice_id": str(invoice.id),
            "invoice_state": invoice.state,
        }
        return Stored(self.payment.id, answer, order_id=invoice.order_id, reason=reason)


def locked(by: Member, payment_id: UUID, at: datetime) -> Paying:
    """A visible payment under its locks. Raises NotFound."""
    seen: Payment = queries.visible(by).one(payment_id)
    allocation = queries.allocation_of(seen)
    stage = staged(allocation.invoice_id, by=by, at=at)
    payment: Payment = Payment.objects.within(by.company_id).locked(payment_id)
    return Paying(payment, queries.allocation_of(payment), stage)


def finish(paying: Paying) -> None:
    """Its invoice is paid once nothing of it is left and all of it has arrived."""
    invoice = _read_again(paying)
    if invoice.state == "paying" and invoice.all_arrived:
        move(invoice, "settle")


def take_back(paying: Paying, *, by: Member, at: datetime) -> None:
    """The payment pays nothing any more; with no other one left its invoice is received again and matched at once."""
    paying.allocation.live = False
    paying.allocation.save()
    invoice = _read_again(paying)
    if invoice.allocated_amount:
        finish(paying)
        return
    move(invoice, "take_back")
    paying.stage = stage_of(invoice, paying.stage.order, by=by, at=at)
    look(paying.stage, by=by, at=at)


def _read_again(paying: Paying) -> Invoice:
    """The invoice with the balances that the database has counted by now."""
    seen = paying.stage.invoice
    invoices = Invoice.objects.within(seen.company_id).select_related("contractor", "engagement")
    paying.stage.invoice = invoices.get(id=seen.id)
    return paying.stage.invoice
