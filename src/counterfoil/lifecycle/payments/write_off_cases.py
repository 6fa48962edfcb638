"""An invoice or an order of which something is to be written off, and a write-off, before a member."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.holds import PAYMENT, held
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.queries import loaders_of

from . import queries, writing_off
from .cases import ReleaseCase
from .models import BALANCE, INVOICE, REST, WriteOff

_NOTES = "writeoff.note_order"
"""Of who may not note one nothing is read: every order's page would ask."""


class WritingOffCase(ReleaseCase):
    """An invoice of which what is left, or what is owed back, is settled without money."""

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible invoice, locked behind its order. Raises NotFound."""
        invoices.lock_with_order(by, subject_id)
        return cls(by, at, invoice=invoices.visible(by).select_related("contractor", "order").one(subject_id))

    @cached_property
    def unsettled(self) -> Sequence[Reason]:
        """What is open against it, or on its way."""
        return writing_off.unsettled(self.invoice)

    @cached_property
    def noted(self) -> WriteOff | None:
        """What of it waits for a second person already."""
        return writing_off.noted(self.by.company_id, INVOICE, invoice_id=self.invoice.id)

    @cached_property
    def noted_balance(self) -> WriteOff | None:
        """The same of its credit balance."""
        return writing_off.noted(self.by.company_id, BALANCE, invoice_id=self.invoice.id)


class WritingOffOrderCase(OrderCase):
    """An order of which what no invoice claims is settled without money."""

    @cached_property
    def waiting(self) -> bool:
        """Whether something on it waits to be decided on."""
        return writing_off.claims_wait(self.order)

    @cached_property
    def stopped(self) -> Sequence[Reason]:
        """Every hold that keeps money from leaving on it."""
        return held(orders.holds_on(self.order), PAYMENT, self.today)

    @cached_property
    def noted(self) -> WriteOff | None:
        """What of it waits for a second person already."""
        if not self.by.may(_NOTES):
            return None
        return writing_off.noted(self.by.company_id, REST, order_id=self.order.id)

    @cached_property
    def loaders(self) -> Collection[UUID | None]:
        """Who loaded it, or a change of it."""
        return loaders_of([self.order])[self.order.id] if self.by.may(_NOTES) else ()


class WriteOffCase(MemberCase):
    """A write-off that was noted, or stands."""

    subject = "writeoff"
    written: WriteOff

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible write-off behind its order and its invoice, locked in the order of the lifecycle. Raises NotFound."""
        seen = queries.write_off(by, subject_id)
        lock_row(Order, by.company_id, seen.order_id)
        if seen.invoice_id:
            lock_row(Invoice, by.company_id, seen.invoice_id)
        lock_row(WriteOff, by.company_id, subject_id)
        return cls(by, at, written=queries.write_off(by, subject_id))

    @property
    def seen(self) -> str:
        """Its state, and how much it is."""
        return f"{self.written.state} {self.written.amount:f}"

    @property
    def order(self) -> Order:
        """On which it stands."""
        order: Order = self.written.order
        return order

    @property
    def invoice(self) -> Invoice | None:
        """Of which it is, if it is of one."""
        invoice: Invoice | None = self.written.invoice
        return invoice

    @property
    def payee(self) -> UUID | None:
        """Whose money it concerns."""
        payee: UUID | None = self.order.paid_member_id
        return payee

    @property
    def left(self) -> Decimal:
        """What is left of it now."""
        return writing_off.left_of(self.written.kind, self.order, self.invoice)

    @cached_property
    def unsettled(self) -> Sequence[Reason]:
        """What is open against it, or on its way."""
        if self.written.kind == REST:
            return writing_off.order_unsettled(self.order)
        return writing_off.not_writable(self.invoice) if self.written.kind == INVOICE and self.invoice else []

    @cached_property
    def held(self) -> Sequence[Reason]:
        """The holds that keep money from leaving for it."""
        if self.invoice is not None:
            self.invoice.order = self.order
        holds = invoices.holds_on(self.invoice) if self.invoice else orders.holds_on(self.order)
        return held(holds, PAYMENT, self.today)
