"""What is typed to make or change a draft: one model for every door."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, model_validator

from counterfoil.foundation.catalogue.custom_values import FieldValues
from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.kernel.terms import PaymentTermsOrNone
from counterfoil.foundation.kernel.values import (
    Amount,
    Currency,
    Day,
    Mark,
    Markup,
    Name,
    Number,
    Quantity,
    Quoted,
    Rate,
    SignedAmount,
    TaxPercent,
    Text,
    UnitPrice,
    Values,
    in_order,
    problem,
)

from .pricing import MOST_ADJUSTMENTS

MOST_LINES = 1_000
MOST_PICKED = 10
"""As many can be read; that an order takes two is a rule's to say."""


def _known_unit(unit: str) -> str:
    if unit not in UNITS:
        raise problem("unknown_unit", _("This unit is not known. Write its UN/ECE code, such as HUR for hours."))
    return unit


KnownUnit = Annotated[str, AfterValidator(_known_unit)]


class LineValues(Values):
    """One line: what is to be done, how much of it, at which price, between which days.

    `discount` is its own, in per cent: below zero a discount, above a markup. `job` is what a project tool calls it. `heading` is
    printed above it and `details` below; neither costs anything.
    """

    heading: Quoted = ""
    text: Name
    details: Text = ""
    quantity: Quantity
    unit: KnownUnit = "C62"
    unit_price: UnitPrice
    discount: Markup = Decimal(0)
    tax_exempt: bool = False
    starts_on: Day | None = None
    ends_on: Day | None = None
    job: Mark = ""
    cost_centre_id: UUID | None = None
    account_id: UUID | None = None
    project_id: UUID | None = None
    match_policy_id: UUID | None = None
    fields: FieldValues = {}

    @model_validator(mode="after")
    def _days_in_order(self) -> "LineValues":
        in_order(self.starts_on, self.ends_on)
        return self


class AdjustmentValues(Values):
    """An amount that is added to an order, or below zero taken off, in words of its own. No per cent touches it (R160)."""

    words: Name
    amount: SignedAmount


Picked = Annotated[list[UUID], Field(max_length=MOST_PICKED)]
Adjustments = Annotated[list[AdjustmentValues], Field(max_length=MOST_ADJUSTMENTS)]


class OrderValues(Values):
    """A whole draft. `rate` is the order's own, of its currency to the company's; without one it takes the general rate of
    the day. Where none holds, one is needed.

    `discounts` and `taxes` are picked from the company's lists; where they are not named, the contractor's last ones are taken
    (R152), and an empty list takes none. Where no `payment_terms` are said, those of the contractor are taken, else the
    company's (R127). `requisition_id` is the approved requisition that it begins with (R117).
    """

    contractor_id: UUID
    engagement_id: UUID
    requisition_id: UUID | None = None
    title: Name
    currency: Currency
    rate: Rate | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    notes: Text = ""
    match_policy_id: UUID | None = None
    payment_terms: PaymentTermsOrNone | None = None
    discounts: Picked | None = None
    taxes: Picked | None = None
    adjustments: Adjustments = []
    fields: FieldValues = {}
    lines: list[LineValues] = Field(min_length=1, max_length=MOST_LINES)

    @model_validator(mode="after")
    def _days_in_order(self) -> "OrderValues":
        in_order(self.starts_on, self.ends_on)
        return self


class OrderChanges(Values):
    """Changes to a draft; what is not named stays. `lines`, when named, are all of its lines. A `rate` of null takes the
    order's own away: the general one of the day is read. Another currency reads it anew, too. Empty `payment_terms` are read
    anew from the contractor.

    `number` is read only to be refused by name: no role types or edits a number (R43, R58).
    """

    title: Name | None = None
    contractor_id: UUID | None = None
    engagement_id: UUID | None = None
    requisition_id: UUID | None = None
    currency: Currency | None = None
    rate: Rate | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    notes: Text | None = None
    match_policy_id: UUID | None = None
    payment_terms: PaymentTermsOrNone | None = None
    discounts: Picked | None = None
    taxes: Picked | None = None
    adjustments: Adjustments | None = None
    fields: FieldValues = {}
    lines: list[LineValues] | None = Field(default=None, min_length=1, max_length=MOST_LINES)
    number: str | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> "OrderChanges":
        in_order(self.starts_on, self.ends_on)
        return self


class NotedInvoice(Values):
    """What the contractor's invoice is to say, noted before it comes: `amount` is its total, tax included, in the order's
    currency."""

    number: Number
    issued_on: Day
    amount: Annotated[Amount, Field(gt=0)]


LineId = Annotated[str, AfterValidator(lambda said: str(UUID(said)))]
"""A line by its id, as JSON names things."""


class FieldChanges(Values):
    """Changes to what custom fields say of an order, and of its lines by their ids. What is not named stays, null empties."""

    fields: FieldValues = {}
    lines: Annotated[dict[LineId, FieldValues], Field(max_length=MOST_LINES)] = {}


class LoadedLine(Values):
    """One line as its minter wrote it. `reference` is the minter's own name for it; `amount` is what stands there, its own
    `discount` or markup in per cent taken off already."""

    reference: Quoted = ""
    text: Name
    quantity: Quantity
    unit: Quoted = ""
    unit_price: UnitPrice
    discount: Markup = Decimal(0)
    amount: Amount
    tax_exempt: bool = False
    buyer_item: Quoted = ""
    seller_item: Quoted = ""
    starts_on: Day | None = None
    ends_on: Day | None = None


class LoadedCharge(Values):
    """What a minter adds to its lines, or below zero takes off, with the per cent that is stated for it."""

    words: Name
    amount: SignedAmount
    percent: Markup | None = None


class LoadedTax(Values):
    """One tax as its minter states it."""

    words: Name
    amount: SignedAmount
    percent: TaxPercent | None = None


StatedCharges = Annotated[list[LoadedCharge], Field(max_length=MOST_LINES)]
StatedTaxes = Annotated[list[LoadedTax], Field(max_length=MOST_LINES)]


class LoadedChange(LoadedLine):
    """One line of a change. A line that is not named stays as it is; `stands` says that the order has the line already."""

    stands: bool = False


class LoadValues(Values):
    """An order that was minted elsewhere. `net` is the total without tax that is stated: it is the ceiling, whatever the lines
    and `charges` give."""

    number: Number
    contractor_id: UUID
    title: Name
    currency: Currency
    issued_on: Day
    starts_on: Day | None = None
    ends_on: Day | None = None
    notes: Text = ""
    net: Annotated[Amount, Field(gt=0)]
    lines: list[LoadedLine] = Field(min_length=1, max_length=MOST_LINES)
    charges: StatedCharges = []
    taxes: StatedTaxes = []


class RestateValues(Values):
    """The next version of a loaded order by its minter. Where no new total is stated, the old one moves with the lines.

    `gone` are the names of the lines that it takes out, whatever figures stand beside them; `empty` those of which it orders
    nothing: they are taken out where the order has them, and say nothing where it has not. `sequence` is the place among the
    order's changes, where its minter counts them. A day that is not stated stays as it is, and so do charges and taxes where
    none is spoken of. A total of nothing can be read: why it is not followed is said on the order.
    """

    number: Number
    sequence: Quoted = ""
    issued_on: Day
    starts_on: Day | None = None
    ends_on: Day | None = None
    currency: Quoted = ""
    net: SignedAmount | None = None
    lines: list[LoadedChange] = Field(max_length=MOST_LINES)
    charges: StatedCharges | None = None
    taxes: StatedTaxes | None = None
    gone: list[Quoted] = Field(default=[], max_length=MOST_LINES)
    empty: list[Quoted] = Field(default=[], max_length=MOST_LINES)
