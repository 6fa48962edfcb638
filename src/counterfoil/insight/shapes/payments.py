"""How payments look, what they pay, and what was paid, or came back, otherwise. Amounts are strings."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.mail.queries import of_payment as mails_of_payment
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.contract_ids import contract_of
from counterfoil.lifecycle.payments.models import Allocation, Payment, Refund, SetOff, Twin
from counterfoil.lifecycle.payments.queries import allocations_seen, as_seen, set_offs_with, twins_of
from counterfoil.lifecycle.remittances.models import Remittance
from counterfoil.lifecycle.remittances.queries import of_payment, sees_all

from .identifiers import (
    ApprovalOfInvoiced,
    ApprovalOfOrder,
    ContractOfInvoiced,
    ContractOfOrder,
    RequisitionOfInvoiced,
    RequisitionOfOrder,
)
from .mail import MailShape, mails_of
from .named import Named, Party
from .shape import NOTHING, Amount, From, Given, Inside, Known, Shape, StateWords, Told


class AllocationShape(Shape, row=Allocation):
    """How much of an invoice is paid, and what of it is net; `live` until the payment ends unpaid. A part says what it is for."""

    invoice_id: UUID
    invoice_number: Annotated[str, From("invoice.number")]
    order_id: Annotated[UUID | None, From("invoice.order_id")]
    order_number: Annotated[str | None, From("invoice.order.number")]
    contract_id: ContractOfInvoiced
    approval_id: ApprovalOfInvoiced
    requisition_id: RequisitionOfInvoiced
    amount: Amount
    net: Amount
    live: bool
    unlinked: bool
    order_line_id: UUID | None
    starts_on: date | None
    ends_on: date | None
    purpose: str


class PaymentHead(Shape, row=Payment):
    """A payment and what it pays. A contractor's own key is not told who released it, nor why it ended."""

    id: UUID
    version: int
    state: str
    state_words: StateWords
    contractor: Party
    currency: str
    amount: Amount
    released_by: Inside[Named | None]
    released_at: datetime
    initiated_on: date | None
    settled_on: date | None
    reversed_on: date | None
    reference: str
    reason: Inside[str | None]
    allocations: Given[list[AllocationShape]]


class SetOffShape(Shape, row=SetOff):
    """What of one invoice's credit balance pays another one; `live` until the payment that it went with ends unpaid.

    An invoice that the reader does not see, because it is another team's, has no id and no number here.
    """

    id: UUID
    credited_invoice_id: Annotated[UUID | None, Told(lambda one: _seen(one, one.credited_id))]
    credited_number: Annotated[str | None, Told(lambda one: _seen(one, one.credited_id) and one.credited.number)]
    invoice_id: Annotated[UUID | None, Told(lambda one: _seen(one, one.invoice_id))]
    invoice_number: Annotated[str | None, Told(lambda one: _seen(one, one.invoice_id) and one.invoice.number)]
    payment_id: UUID | None
    currency: Annotated[str, From("credited.currency")]
    amount: Amount
    net: Amount
    credited_net: Amount
    live: bool
    released_by: Inside[Named | None]
    released_at: datetime


def _seen(one: SetOff, invoice_id: UUID) -> UUID | None:
    return None if invoice_id in one.unseen else invoice_id


class RemittanceShape(Shape, row=Remittance):
    """What a contractor was told of a payment. `sha256` is the hash of what its PDF says now; mails are for who works here."""

    state: str
    state_words: StateWords
    made_at: datetime
    void_on: date | None
    sha256: Annotated[str, From("printed_sha256")]
    mails: Inside[Given[list[MailShape]]]


class TwinShape(Shape, row=Twin):
    """That a second payment of the same amount to the same contractor on one day is right, and which one was released by it.

    Null in `covers_id` while none was.
    """

    id: UUID
    payment_id: UUID
    day: date
    amount: Amount
    reason: str
    confirmed_by: Named
    confirmed_at: datetime
    covers_id: UUID | None


class PaymentShape(PaymentHead):
    """A payment, what it pays, what was set off with it, and its remittance advice once it was sent.

    The advice is there for who sees all that the payment pays; who works here is told of each word for a second payment of the
    same amount, whether it stands beside this one or this one was released by it.
    """

    set_offs: Given[list[SetOffShape]]
    twins: Inside[Given[list[TwinShape]]]
    remittance: Given[RemittanceShape | None]


class RefundShape(Shape, row=Refund):
    """What of a credit balance came back. A contractor's own key is not told who noted it, who decided, nor why."""

    id: UUID
    version: int
    state: str
    state_words: StateWords
    credited_invoice_id: Annotated[UUID, From("credited_id")]
    credited_number: Annotated[str, From("credited.number")]
    currency: Annotated[str, From("credited.currency")]
    amount: Amount
    received_on: date
    reference: str
    noted_by: Inside[Named | None]
    noted_at: datetime
    decided_by: Inside[Named | None]
    decided_at: datetime | None
    reason: Inside[str | None]


class BalanceShape(Shape, row=Invoice):
    """What arrived of an invoice and is owed no more: the contractor's next release takes it."""

    invoice_id: Annotated[UUID, From("id")]
    number: str
    contractor: Party
    order_id: UUID | None
    contract_id: ContractOfOrder
    approval_id: ApprovalOfOrder
    requisition_id: RequisitionOfOrder
    currency: str
    amount: Annotated[Amount, From("owed_back")]


def payment_of(row: Payment, paid: Sequence[Allocation], by: Member, known: Known = NOTHING) -> PaymentHead:
    """A payment with what it pays."""
    return PaymentHead.of(row, by, known, allocations=AllocationShape.each(paid, by, known, row.currency))


def whole_payment(row: Payment, by: Member) -> PaymentShape:
    """The payment for this reader, who sees it, with what was set off with it. Called inside a scope."""
    paid = allocations_seen(by, Allocation.objects.within(row.company_id).filter(payment_id=row.id))
    paid = paid.annotate(contract_id=contract_of("invoice__order__engagement_id"))
    paid = paid.select_related("invoice__order").order_by("id")
    allocations = AllocationShape.each(paid, by, currency=row.currency)
    set_offs = SetOffShape.each(as_seen(by, set_offs_with(row)), by)
    return PaymentShape.of(
        row,
        by,
        allocations=allocations,
        set_offs=set_offs,
        twins=lambda: TwinShape.each(twins_of(row), by, currency=row.currency),
        remittance=_remittance(row, by),
    )


def _remittance(row: Payment, by: Member) -> RemittanceShape | None:
    found = of_payment(row.company_id, row.id)
    if found is None or not sees_all(by, row):
        return None
    return RemittanceShape.of(found, by, mails=lambda: mails_of(mails_of_payment(row.company_id, row.id), by))
