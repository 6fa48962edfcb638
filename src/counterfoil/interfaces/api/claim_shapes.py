"""How invoices, what stands against them, payments and match policies look when they are read. Amounts are strings."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.insight.billing.flags import flags_of
from counterfoil.insight.billing.lists import listed_payments
from counterfoil.insight.billing.loosening import Loosened
from counterfoil.insight.trace.outside import is_outside
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.queries import lines_of
from counterfoil.lifecycle.matching.findings import sentence, sentence_outside
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.matching.queries import of_invoices
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.payments.models import Allocation, Payment
from counterfoil.lifecycle.payments.queries import refunds_of, set_offs_of, set_offs_with

from .balance_shapes import RefundShape, SetOffShape
from .listing import Found, ListPage
from .order_shapes import Named, Party
from .paging import Page
from .shapes import Shape

_PRINTED = "id version kind state number order_id engagement_id quoted currency issued_on due_on received_at"
_SUMS = "net charges tax rounding prepaid total credited_amount allocated_amount open_amount owed_back"
_LINE_PRINTED = "id position text unit starts_on ends_on order_line_id paired_by"


class InvoiceHead(Shape):
    """An invoice or credit note as it stands in a list."""

    id: UUID
    version: int
    kind: str
    state: str
    number: str
    contractor: Party
    order_id: UUID | None
    engagement_id: UUID | None
    quoted: str
    currency: str
    issued_on: date
    due_on: date
    received_at: datetime
    net: str
    charges: str = Field(description="Charges less allowances of the whole document, beside its lines.")
    tax: str
    rounding: str
    prepaid: str = Field(description="What the document says was paid before.")
    total: str
    credited_amount: str
    allocated_amount: str
    open_amount: str
    owed_back: str = Field(description="Its credit balance: what arrived of it and is owed no more.")


class InvoicePage(ListPage):
    """Invoices and credit notes, the newest first."""

    items: list[InvoiceHead]

    @classmethod
    def of(cls, found: Found) -> Self:
        """The page of what was found."""
        return cls(items=[InvoiceHead(**_head(row)) for row in found.rows], next=found.next, totals=found.totals)


class InvoiceLineShape(Shape):
    """A line as it was claimed, the order line that it was paired with, and the cover that it holds."""

    id: UUID
    position: int
    text: str
    quantity: str
    unit: str
    unit_price: str
    amount: str
    starts_on: date | None
    ends_on: date | None
    order_line_id: UUID | None
    paired_by: str
    covered_quantity: str
    covered_amount: str

    @classmethod
    def of(cls, row: InvoiceLine, currency: str) -> Self:
        """The line, in its invoice's currency."""
        measures = written(row, "quantity unit_price covered_quantity")
        return cls(**columns(row, _LINE_PRINTED), **measures, **_sums(row, "amount covered_amount", currency))


class ExceptionShape(Shape):
    """What stands or stood against an invoice, in words. A contractor's own key is not told who settles it, nor why."""

    id: UUID
    version: int
    invoice_id: UUID
    invoice_line_id: UUID | None
    kind: str
    state: str
    sentence: str
    owner: Named | None
    opened_at: datetime
    due_on: date
    settled_at: datetime | None
    reason: str | None

    @classmethod
    def of(cls, by: Member, row: InvoiceException) -> Self:
        """The exception for this reader."""
        inside = not is_outside(by)
        return cls(
            **columns(row, "id version invoice_id invoice_line_id kind state opened_at due_on settled_at"),
            owner=Named(id=row.owner_id, name=row.owner.name) if inside else None,
            reason=row.reason if inside else None,
            sentence=sentence(row) if inside else sentence_outside(row),
        )


class ExceptionPage(Page):
    """Open exceptions, the earliest due first."""

    items: list[ExceptionShape]

    @classmethod
    def of(cls, by: Member, rows: list[InvoiceException], following: str | None) -> Self:
        """The page of these rows for this reader."""
        return cls(items=[ExceptionShape.of(by, row) for row in rows], next=following)


class FlagShape(Shape):
    """What is worth a look and stops nothing."""

    key: str
    sentence: str


class ChangeShape(Shape):
    """One thing that a policy says otherwise, in words."""

    what: str
    before: str
    after: str


class LoosenedShape(Shape):
    """What was loosened since the order was issued, and without which the invoice would not pass."""

    policy: str
    changes: list[ChangeShape]
    by: Named
    on: date

    @classmethod
    def of(cls, one: Loosened) -> Self:
        """One act of loosening."""
        changes = [ChangeShape(what=said.what, before=said.before, after=said.after) for said in one.changes]
        return cls(policy=one.policy, changes=changes, by=Named(id=one.by.id, name=one.by.name), on=one.on)


class InvoiceShape(InvoiceHead):
    """A whole invoice or credit note. `credits` is the invoice that a credit note credits, `corrects` the one that a correction
    corrects; `type_code` is what the document calls itself. `flags` are worth a look and stop nothing.
    """

    credits: UUID | None
    corrects: UUID | None
    type_code: str
    flags: list[FlagShape]
    note: str
    lines: list[InvoiceLineShape]
    exceptions: list[ExceptionShape]
    set_offs: list[SetOffShape]
    refunds: list[RefundShape]
    loosened: list[LoosenedShape]

    @classmethod
    def of(cls, by: Member, row: Invoice, loosened: list[Loosened]) -> Self:
        """The invoice for this reader, who sees it, with what was loosened and lets it through."""
        lines = [InvoiceLineShape.of(line, row.currency) for line in lines_of(row)]
        exceptions = [ExceptionShape.of(by, one) for one in of_invoices(row.company_id, [row.id])]
        return cls(
            **_head(row),
            credits=row.credits_id,
            corrects=row.corrects_id,
            type_code=row.type_code,
            flags=[FlagShape(key=one.key, sentence=one.words) for one in flags_of(row)],
            note=row.note,
            lines=lines,
            exceptions=exceptions,
            set_offs=[SetOffShape.of(one, row.currency) for one in set_offs_of(row)],
            refunds=[RefundShape.of(by, one, row.currency) for one in refunds_of(row)],
            loosened=[LoosenedShape.of(one) for one in loosened],
        )


class AllocationShape(Shape):
    """How much of an invoice is paid; `live` until the payment ends unpaid."""

    invoice_id: UUID
    amount: str
    live: bool


class PaymentHead(Shape):
    """A payment as it stands in a list, with what it pays. A contractor's own key is not told who released it."""

    id: UUID
    version: int
    state: str
    contractor: Party
    currency: str
    amount: str
    released_by: Named | None
    released_at: datetime
    initiated_on: date | None
    settled_on: date | None
    reference: str
    allocations: list[AllocationShape]


class PaymentPage(ListPage):
    """Payments, the newest first."""

    items: list[PaymentHead]

    @classmethod
    def of(cls, by: Member, found: Found) -> Self:
        """The page of what was found, for this reader."""
        along = listed_payments(by, found.rows)
        items = [PaymentHead(**_payment(by, one.payment, one.allocations)) for one in along]
        return cls(items=items, next=found.next, totals=found.totals)


class PaymentShape(PaymentHead):
    """A payment, what it pays, and what was set off with it."""

    set_offs: list[SetOffShape]

    @classmethod
    def of(cls, by: Member, row: Payment) -> Self:
        """The payment for this reader, who sees it."""
        paid = Allocation.objects.within(row.company_id).filter(payment_id=row.id).order_by("id")
        set_offs = [SetOffShape.of(one, row.currency) for one in set_offs_with(row)]
        return cls(**_payment(by, row, list(paid)), set_offs=set_offs)


def _payment(by: Member, row: Payment, paid: Sequence[Allocation]) -> dict[str, Any]:
    return columns(row, "id version state currency released_at initiated_on settled_on reference") | {
        "contractor": _party(row),
        "amount": money_text(row.amount, row.currency),
        "released_by": None if is_outside(by) else Named(id=row.released_by_id, name=row.released_by.name),
        "allocations": [
            AllocationShape(invoice_id=one.invoice_id, amount=money_text(one.amount, row.currency), live=one.live)
            for one in paid
        ],
    }


def _party(row: Invoice | Payment) -> Party:
    return Party(id=row.contractor_id, code=row.contractor.code, name=row.contractor.name)


def _head(row: Invoice) -> dict[str, Any]:
    return columns(row, _PRINTED) | _sums(row, _SUMS, row.currency) | {"contractor": _party(row)}


def columns(row: Any, names: str) -> dict[str, Any]:
    """Columns as they stand."""
    return {name: getattr(row, name) for name in names.split()}


def _sums(row: Any, names: str, currency: str) -> dict[str, Any]:
    return {name: money_text(amount, currency) for name, amount in columns(row, names).items()}


def written(row: Any, names: str) -> dict[str, Any]:
    """Figures without a currency, as they are written; null where there is none."""
    found = columns(row, names).items()
    return {name: None if figure is None else plain_decimal(figure) for name, figure in found}
