"""What is typed of a contract: one model for every door."""

from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, model_validator

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.documents.values import KeptFile
from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.values import Currency, Day, Name, Values, in_order, problem

from .offer_values import FixedPrice, UnitRate

OrderKind = Literal["any", "issued", "loaded", "none"]


def _none_chosen(unit: object) -> object:
    return "" if unit is None else unit


def _known_unit(unit: str) -> str:
    if unit and unit not in UNITS:
        raise problem("unknown_unit", _("This is no unit that is known here."))
    return unit


RateUnit = Annotated[str, BeforeValidator(_none_chosen), AfterValidator(_known_unit)]
"""For each of which a rate is, or none."""


class ContractTerms(Values):
    """What a contract allows: whether work under it needs an order and of which kind, and what its orders may hold together."""

    order_kind: OrderKind = "any"
    currency: Currency
    amount: FixedPrice | None = None
    unit_rate: UnitRate | None = None
    unit: RateUnit = ""
    starts_on: Day | None = None
    ends_on: Day | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> "ContractTerms":
        in_order(self.starts_on, self.ends_on)
        if (self.unit_rate is None) != (self.unit == ""):
            raise problem("unit_needed", _("A rate and its unit go together."))
        if self.amount is not None and self.amount != round(self.amount, minor_units(self.currency)):
            raise problem("beyond_decimals", _("The amount has more decimals than its currency."))
        return self


class ContractValues(ContractTerms):
    """The contract of an engagement that has none yet."""

    engagement_id: UUID


class SignedFile(KeptFile):
    """The signed file, the day on which it was signed, and by whom."""

    signed_on: Day
    signers: Name
