"""What the verbs of evidence, invoices, exceptions and payments answer with: the same again at every replay."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from .settings_answers import Made


class EvidenceSubmitted(Made):
    """The submission that was made; `id` is the order, or the piece that is corrected."""

    submission_id: UUID
    order_id: UUID | None = None


class EvidenceDecided(Made):
    """The submission and its order."""

    order_id: UUID


class EvidenceAccepted(EvidenceDecided):
    """The pieces that were accepted."""

    accepted: list[UUID]


class InvoiceStored(Made):
    """What a verb left behind. `version` is the ETag too."""

    state: str
    version: int
    order_id: UUID | None


class InvoiceHeld(InvoiceStored):
    """The hold that was placed or lifted."""

    hold_id: UUID


class InvoiceReceived(Made):
    """What became of it. A duplicate has no state: `id` is its arrival then, and `same_as` the first of its number."""

    became: Literal["invoice", "credit", "duplicate"]
    state: str | None = None
    version: int | None = None
    order_id: UUID | None = None
    same_as: UUID | None = None


class ExceptionSettled(Made):
    """The exception, and where its invoice stands now."""

    state: str
    invoice_id: UUID
    invoice_state: str


class ExceptionAssigned(Made):
    """The exception and its owner."""

    owner_id: UUID


class InvoiceNow(BaseModel):
    """An invoice, and where it stands now."""

    id: UUID
    state: str


class PaymentReleased(BaseModel):
    """The payment that was made, null where a credit balance paid all of it (`set_off`), and where its invoice stands."""

    id: UUID | None
    state: str
    invoice_id: UUID
    invoice_state: str
    set_off: str


class SeveralReleased(BaseModel):
    """One payment for several invoices, null where credit balances paid all of them (`set_off`), and where each stands."""

    id: UUID | None
    state: str
    set_off: str
    invoices: list[InvoiceNow]


class RefundStored(Made):
    """The refund, and the invoice whose credit balance it is of."""

    state: str
    invoice_id: UUID


class WriteOffStored(Made):
    """The write-off, what it is of, and whether it stands or waits for a second person."""

    state: str
    amount: str
    order_id: UUID
    invoice_id: UUID | None


class TwinConfirmed(Made):
    """The payment that stands, and the word that covers one more of its amount to its contractor for its day."""

    twin_id: UUID
    amount: str
    day: date


class RemittanceMailed(Made):
    """The advice, and the mail that waits to go out: the payment's `remittance` says what becomes of it."""

    remittance_id: UUID
    state: str
    mail_id: UUID


class PaymentStored(Made):
    """The payment, and where each of its invoices stands now; `invoice_id` is the only one, or the first of several."""

    state: str
    invoice_id: UUID
    invoice_state: str
    invoices: list[InvoiceNow]
