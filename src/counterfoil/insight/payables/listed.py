"""Invoices and payments in lists: what stands against each, and what pays it, with the same queries for 3 and 60."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.insight.trace.held import Held, held_today
from counterfoil.lifecycle.invoices.holding import concerns, holds_on_all, payment_held
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import OVER
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.contract_ids import contract_of
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.models import Allocation, Payment


@dataclass(frozen=True)
class Listed:
    """One invoice of a list, with its open exceptions and what pays it."""

    invoice: Invoice
    open: Sequence[InvoiceException]
    allocations: Sequence[Allocation]
    on_hold: Sequence[Reason] = ()
    """Why nothing of it is paid now."""
    held: Sequence[Held] = ()
    """Until when it is on hold and whom to ask, as its contractor may read it; of one that is over, nothing."""


@dataclass(frozen=True)
class ListedPayment:
    """One payment of a list, with what it pays."""

    payment: Payment
    allocations: Sequence[Allocation]


def listed(by: Member, rows: Sequence[Invoice], today: date) -> list[Listed]:
    """These invoices with what stands against them, what pays them, and what holds them. Called inside a scope."""
    ids = [row.id for row in rows]
    exceptions: dict[UUID, list[InvoiceException]] = defaultdict(list)
    standing = InvoiceException.objects.within(by.company_id).filter(invoice_id__in=ids, state="open")
    for one in standing.select_related("invoice_line").order_by("due_on", "id"):
        exceptions[one.invoice_id].append(one)
    paid: dict[UUID, list[Allocation]] = defaultdict(list)
    for allocation in payments.of_invoices(by.company_id, ids):
        paid[allocation.invoice_id].append(allocation)
    holds = holds_on_all(by.company_id, rows)
    return [
        Listed(
            row,
            exceptions[row.id],
            paid[row.id],
            payment_held(row, holds, today),
            [] if row.state in OVER else held_today([hold for hold in holds if concerns(hold, row)], today),
        )
        for row in rows
    ]


def listed_payments(by: Member, rows: Sequence[Payment]) -> list[ListedPayment]:
    """These payments with what they pay. Called inside a scope."""
    paid: dict[UUID, list[Allocation]] = defaultdict(list)
    found = payments.allocations_seen(
        by, Allocation.objects.within(by.company_id).filter(payment_id__in=[row.id for row in rows])
    )
    found = found.annotate(contract_id=contract_of("invoice__order__engagement_id"))
    for allocation in found.select_related("invoice__order").order_by("id"):
        paid[allocation.payment_id].append(allocation)
    return [ListedPayment(row, paid[row.id]) for row in rows]
