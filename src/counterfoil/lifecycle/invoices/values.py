"""What is typed of an invoice or credit note: one model for every door."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field, field_validator, model_validator

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.values import (
    Amount,
    Currency,
    Day,
    Name,
    Number,
    Quantity,
    Quoted,
    SignedAmount,
    SignedQuantity,
    Text,
    UnitPrice,
    Values,
    in_order,
    problem,
)

MOST_LINES = 1_000


class InvoiceLineValues(Values):
    """One line as it is printed. `amount` is needed only where it is not quantity times unit price, rounded, and `charges`.

    `charges` are the line's own charges less its allowances, inside `amount`. `line_id` names the order line, `piece_id` the
    evidence that it bills.
    """

    text: Name
    quantity: Quantity
    unit: str = "C62"
    unit_price: UnitPrice
    charges: SignedAmount = Decimal(0)
    amount: Amount | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    line_id: UUID | None = None
    piece_id: UUID | None = None

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str) -> str:
        if unit not in UNITS:
            raise problem("unknown_unit", _("This is no unit code of UN/ECE Recommendation 20 that is known here."))
        return unit

    @model_validator(mode="after")
    def _days_in_order(self) -> "InvoiceLineValues":
        in_order(self.starts_on, self.ends_on)
        return self


class InvoiceFacts(Values):
    """What is printed on it. `total` is what is to be paid, read from the paper and never reckoned.

    `charges` are those of the whole document less its allowances, `prepaid` what it says was paid before.
    """

    quoted: Quoted = ""
    engagement_id: UUID | None = None
    credits: Quoted = ""
    currency: Currency
    issued_on: Day
    due_on: Day | None = None
    charges: SignedAmount = Decimal(0)
    tax: Amount = Decimal(0)
    rounding: SignedAmount = Decimal(0)
    prepaid: Amount = Decimal(0)
    total: Annotated[Amount, Field(gt=0)]
    note: Text = ""
    lines: Annotated[list[InvoiceLineValues], Field(min_length=1, max_length=MOST_LINES)]


class InvoiceValues(InvoiceFacts):
    """A whole invoice or credit note. `quoted` is the purchase order number that it names, as it is written there.

    A credit note names in `credits` the invoice that it credits; `gives_back` says whether the order gets the amount back.
    """

    kind: Literal["invoice", "credit"] = "invoice"
    contractor_id: UUID
    number: Number
    gives_back: bool = True

    @field_validator("number")
    @classmethod
    def _has_something(cls, number: str) -> str:
        if not document_number(number):
            raise problem("no_number", _("An invoice number has at least one letter or digit."))
        return number


class DocumentLineValues(InvoiceLineValues):
    """One line as a document says it: with its sign, in whatever unit, and as it names the order's line and the item."""

    quantity: SignedQuantity
    unit: Quoted = ""
    amount: SignedAmount
    reference: Quoted = ""
    buyer_item: Quoted = ""
    seller_item: Quoted = ""

    @field_validator("quantity")
    @classmethod
    def _something(cls, quantity: Decimal) -> Decimal:
        if not quantity:
            raise problem("no_quantity", _("A line of nothing can't be kept."))
        return quantity

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str) -> str:
        return unit


class DocumentValues(InvoiceValues):
    """A whole invoice or credit note as a document says it. Its lines may take something back, but not more than they claim.

    `type_code` is what it calls itself and `written_as` the root that it was written under; `below_zero` says that a credit note
    had its signs turned. A correction names in `corrects` the invoice whose place it takes.
    """

    type_code: Quoted = ""
    written_as: Quoted = ""
    below_zero: bool = False
    is_correction: bool = False
    corrects: Quoted = ""

    lines: Annotated[list[DocumentLineValues], Field(min_length=1, max_length=MOST_LINES)]  # type: ignore[assignment]

    @field_validator("lines")
    @classmethod
    def _claims(cls, lines: list[DocumentLineValues]) -> list[DocumentLineValues]:
        if sum(line.amount for line in lines) < 0:
            raise problem("net_below_zero", _("Its lines add up to less than nothing."))
        return lines
