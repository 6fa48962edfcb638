"""What of an invoice is due when: its newest round of instalments, and how much of each is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.prepared import Prepared
from counterfoil.foundation.kernel.tables import Rows

from .models import Instalment, Invoice


@dataclass(frozen=True)
class Part:
    """One instalment with what is still to come of it: what is paid and credited takes the earliest first."""

    due_on: date | None
    amount: Decimal
    open_amount: Decimal


def newest_of(invoice: Invoice) -> list[Instalment]:
    """The instalments that hold, in their order."""
    every = _OF_INVOICE(company_id=invoice.company_id, invoice_id=invoice.id)
    return [one for one in every if one.round == every[-1].round]


def parts(invoice: Invoice, instalments: Sequence[Instalment]) -> list[Part]:
    """What is open of each."""
    gone, found = invoice.credited_amount + invoice.settled_amount, []
    for one in instalments:
        taken = min(one.amount, max(gone, ZERO))
        found.append(Part(one.due_on, one.amount, one.amount - taken))
        gone -= taken
    return found


def next_due(invoice: Invoice, instalments: Sequence[Instalment]) -> date | None:
    """The day of the first that is open, or where none is, of the last: as the database says it."""
    told = parts(invoice, instalments)
    found = [one.due_on for one in told if one.open_amount]
    return (found or [one.due_on for one in told[-1:]] or [None])[0]


def _of_invoice(company_id: UUID, invoice_id: UUID) -> Rows:
    found: Rows = Instalment.objects.within(company_id).filter(invoice_id=invoice_id)
    return found.order_by("round", "position")


_OF_INVOICE = Prepared[Instalment](_of_invoice)
