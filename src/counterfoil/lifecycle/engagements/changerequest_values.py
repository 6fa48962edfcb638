"""What is typed of a change request: one model for every door."""

from django.utils.translation import gettext as _
from pydantic import model_validator

from counterfoil.foundation.kernel.values import Day, Values, Why, in_order, problem

from .contract_values import OrderKind, RateUnit
from .offer_values import FixedPrice, UnitRate


class ChangeTerms(Values):
    """What a contract shall allow from now on, all of it: what is left out caps nothing. In the contract's currency.

    `why` is what whoever approves it decides on.
    """

    why: Why
    order_kind: OrderKind
    amount: FixedPrice | None = None
    unit_rate: UnitRate | None = None
    unit: RateUnit = ""
    starts_on: Day | None = None
    ends_on: Day | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> "ChangeTerms":
        in_order(self.starts_on, self.ends_on)
        if (self.unit_rate is None) != (self.unit == ""):
            raise problem("unit_needed", _("A rate and its unit go together."))
        return self
