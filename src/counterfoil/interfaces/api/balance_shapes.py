"""How credit balances, set-offs and refunds look when they are read. Amounts are strings."""

from datetime import date
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.outside import is_outside
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.payments.models import Refund, SetOff

from .order_shapes import Party
from .paging import Page
from .shapes import Shape


class BalanceShape(Shape):
    """What arrived of an invoice and is owed no more: the contractor's next release takes it."""

    invoice_id: UUID
    number: str
    contractor: Party
    order_id: UUID | None
    currency: str
    amount: str

    @classmethod
    def of(cls, row: Invoice) -> Self:
        """The balance of an invoice that was read with its contractor."""
        party = Party(id=row.contractor_id, code=row.contractor.code, name=row.contractor.name)
        return cls(
            invoice_id=row.id,
            number=row.number,
            contractor=party,
            order_id=row.order_id,
            currency=row.currency,
            amount=money_text(row.owed_back, row.currency),
        )


class BalancePage(Page):
    """Credit balances, the oldest credit first."""

    items: list[BalanceShape]

    @classmethod
    def of(cls, rows: list[Invoice]) -> Self:
        """All of them: there are few."""
        return cls(items=[BalanceShape.of(row) for row in rows], next=None)


class SetOffShape(Shape):
    """What of one invoice's credit balance pays another one; `live` until the payment that it went with ends unpaid."""

    credited_invoice_id: UUID
    invoice_id: UUID
    payment_id: UUID | None
    amount: str
    live: bool

    @classmethod
    def of(cls, row: SetOff, currency: str) -> Self:
        """The set-off, in the currency of both invoices."""
        return cls(
            credited_invoice_id=row.credited_id,
            invoice_id=row.invoice_id,
            payment_id=row.payment_id,
            amount=money_text(row.amount, currency),
            live=row.live,
        )


class RefundShape(Shape):
    """What of a credit balance came back. A contractor's own key is not told why it was withdrawn."""

    id: UUID
    version: int
    state: str
    amount: str
    received_on: date
    reference: str
    reason: str | None

    @classmethod
    def of(cls, by: Member, row: Refund, currency: str) -> Self:
        """The refund for this reader, who sees its invoice."""
        return cls(
            id=row.id,
            version=row.version,
            state=row.state,
            amount=money_text(row.amount, currency),
            received_on=row.received_on,
            reference=row.reference,
            reason=None if is_outside(by) else row.reason,
        )
