"""What is typed of an offer: one model for every door."""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field, field_validator, model_validator

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.values import (
    Amount,
    Currency,
    Day,
    Name,
    Quantity,
    Text,
    UnitPrice,
    Values,
    in_order,
    problem,
)

FixedPrice = Annotated[Amount, Field(gt=0)]
UnitRate = Annotated[UnitPrice, Field(gt=0)]


class OfferValues(Values):
    """An offer to a contractor: either `amount`, a fixed price, or `unit_rate` for each `unit`, with or without a most of them.

    It is written for a team, or for everybody where none is named; from a job post, where `post_id` names one.
    """

    contractor_id: UUID
    title: Name
    description: Text = ""
    currency: Currency
    amount: FixedPrice | None = None
    unit_rate: UnitRate | None = None
    unit: str = ""
    most_units: Quantity | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    team_id: UUID | None = None
    post_id: UUID | None = None

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str) -> str:
        if unit and unit not in UNITS:
            raise problem("unknown_unit", _("This is no unit that is known here."))
        return unit

    @model_validator(mode="after")
    def _holds_together(self) -> "OfferValues":
        in_order(self.starts_on, self.ends_on)
        if (self.amount is None) == (self.unit_rate is None):
            raise problem("one_price", _("Say either a fixed price or a rate for each unit."))
        if self.amount is not None and self.amount != round(self.amount, minor_units(self.currency)):
            raise problem("beyond_decimals", _("The price has more decimals than its currency."))
        if self.unit_rate is not None and not self.unit:
            raise problem("unit_needed", _("Say for which unit the rate is: an hour, a day, a page."))
        return self

    def kept(self) -> dict[str, object]:
        """The columns as they are kept: a fixed price has no unit, and no most of them."""
        said = self.model_dump()
        return said | {"unit": "", "most_units": None} if self.amount is not None else said
