"""How invoices and credit notes look, and what stands against them. Amounts are strings."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.insight.payables.flags import flags_of
from counterfoil.insight.payables.loosening import Loosened, loosenings
from counterfoil.insight.policies.versions import Change
from counterfoil.insight.trace.due_states import INVOICES_DUE, due_of_invoice
from counterfoil.lifecycle.invoices.instalments import Part, newest_of, parts
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.queries import lines_of
from counterfoil.lifecycle.matching.findings import sentence, sentence_outside
from counterfoil.lifecycle.matching.kinds import KINDS
from counterfoil.lifecycle.matching.match_case import match_case_seen
from counterfoil.lifecycle.matching.models import Cover, InvoiceException
from counterfoil.lifecycle.matching.queries import of_invoices
from counterfoil.lifecycle.payments.queries import as_seen, refunds_of, set_offs_of, write_offs_of

from .identifiers import ApprovalOfOrder, ContractOfOrder, RequisitionOfOrder
from .named import Named, Party
from .orders import UnitWords
from .payments import RefundShape, SetOffShape
from .shape import Amount, Figure, From, Given, Inside, Shape, StateWords, Told
from .write_offs import WriteOffShape


class InvoiceHead(Shape, row=Invoice):
    """An invoice, credit note or advance as it stands in a list."""

    id: UUID
    version: int
    kind: str
    state: str
    state_words: StateWords
    number: str
    contractor: Party
    order_id: UUID | None
    contract_id: ContractOfOrder = Field(description="The contract of its order's engagement, if it has one.")
    approval_id: ApprovalOfOrder = Field(description="The approval that its order holds.")
    requisition_id: RequisitionOfOrder = Field(description="The approved requisition that its order begins with.")
    engagement_id: UUID | None
    quoted: str
    currency: str
    issued_on: date
    due_on: date | None = Field(description="When the next part of it is due; none while no day is known.")
    stated_due_on: date | None = Field(description="The due day that the document states, whatever the terms give.")
    due_state: Given[str] = Field(description=f"{', '.join(INVOICES_DUE)}; empty where nothing is to be paid.")
    received_at: datetime
    net: Amount
    charges: Amount = Field(description="Charges less allowances of the whole document, beside its lines.")
    tax: Amount
    rounding: Amount
    prepaid: Amount = Field(description="What the document says was paid before.")
    total: Amount
    credited_amount: Amount
    allocated_amount: Amount
    written_off_amount: Amount = Field(description="Settled without money: never in what is allocated or paid.")
    open_amount: Amount
    owed_back: Amount = Field(description="Its credit balance: what arrived of it and is owed no more.")

    @classmethod
    def on(cls, row: Invoice, by: Member, today: date, **given: Any) -> Self:
        """The invoice as it stands on the company's day."""
        return cls.of(row, by, due_state=due_of_invoice(row, today).state, **given)


class InvoiceLineShape(Shape, row=InvoiceLine):
    """A line as it was claimed, the order line that it was paired with, and the cover that it holds.

    A contractor's own key is not told by which rule it was paired, or that a person did it.
    """

    id: UUID
    position: int
    text: str
    quantity: Figure
    unit: str
    unit_words: UnitWords
    unit_price: Figure
    amount: Amount
    starts_on: date | None
    ends_on: date | None
    order_line_id: UUID | None
    paired_by: Inside[str | None]
    covered_quantity: Figure
    covered_amount: Amount


class ExceptionShape(Shape, row=InvoiceException):
    """What stands or stood against an invoice, in words. A contractor's own key is not told who settles it, nor why."""

    id: UUID
    version: int
    invoice_id: UUID
    invoice_line_id: UUID | None
    kind: str
    kind_words: Annotated[str, Told(lambda row: str(KINDS[row.kind].words))]
    state: str
    state_words: StateWords
    sentence: Annotated[str, Told(sentence, outside=sentence_outside)]
    owner: Inside[Named | None]
    opened_at: datetime
    due_on: date
    settled_by: Inside[Named | None]
    settled_at: datetime | None
    reason: Inside[str | None]


class CoverShape(Shape, row=Cover):
    """One taking of an order line by a line of the invoice, net. Giving back is negative."""

    invoice_line_id: UUID
    order_line_id: UUID
    piece_id: UUID | None
    quantity: Figure
    amount: Amount
    taken_at: datetime


class InvoiceBody(InvoiceHead):
    """An invoice, credit note or advance with its lines and what stands against it.

    `credits` is the invoice that a credit note credits, `corrects` the one that a correction corrects; `type_code` is what the
    document calls itself. A contractor's own key is not told who entered it.
    """

    credits: Annotated[UUID | None, From("credits_id")]
    corrects: Annotated[UUID | None, From("corrects_id")]
    type_code: str
    note: str
    entered_by: Inside[Named | None]
    lines: Given[list[InvoiceLineShape]]
    exceptions: Given[list[ExceptionShape]]


class InvoiceTraced(InvoiceBody):
    """An invoice, credit note or advance with the cover that it takes of its order."""

    cover: Given[list[CoverShape]]


class InstalmentShape(Shape, row=Part):
    """One part of an invoice: when it is due, and what is still to come of it. What is paid takes the earliest first."""

    due_on: date | None
    amount: Amount
    open_amount: Amount


class FlagShape(Shape, row=Reason):
    """What is worth a look and stops nothing."""

    key: str
    sentence: Annotated[str, From("words")]


class ChangeShape(Shape, row=Change):
    """One thing that a policy says otherwise, in words."""

    what: str
    before: str
    after: str


class LoosenedShape(Shape, row=Loosened):
    """What was loosened since the order was issued, and without which the invoice would not pass."""

    policy: str
    changes: list[ChangeShape]
    by: Named
    on: date


class InvoiceShape(InvoiceBody):
    """A whole invoice, credit note or advance. `flags` are worth a look and stop nothing."""

    payment_terms: Given[str] = Field(
        description="By which it is due, as in `30 days from sent`; empty of a credit note."
    )
    instalments: Given[list[InstalmentShape]]
    flags: Given[list[FlagShape]]
    set_offs: Given[list[SetOffShape]]
    refunds: Given[list[RefundShape]]
    write_offs: Inside[Given[list[WriteOffShape]]]
    loosened: Inside[Given[list[LoosenedShape]]]


def invoice_of(row: Invoice, by: Member, at: datetime) -> InvoiceShape:
    """The whole invoice for this reader, who sees it. Called inside a scope."""
    instalments = [] if row.is_credit else newest_of(row)
    return InvoiceShape.on(
        row,
        by,
        by.company.today(at),
        payment_terms=instalments[0].payment_terms if instalments else "",
        instalments=InstalmentShape.each(parts(row, instalments), by, currency=row.currency),
        lines=InvoiceLineShape.each(lines_of(row), by, currency=row.currency),
        exceptions=ExceptionShape.each(of_invoices(row.company_id, [row.id]), by),
        flags=FlagShape.each(flags_of(row), by),
        set_offs=SetOffShape.each(as_seen(by, set_offs_of(row)), by),
        refunds=RefundShape.each(refunds_of(row), by),
        write_offs=lambda: WriteOffShape.each(write_offs_of(row), by),
        loosened=lambda: LoosenedShape.each(loosenings(match_case_seen(row, by=by, at=at)), by),
    )
