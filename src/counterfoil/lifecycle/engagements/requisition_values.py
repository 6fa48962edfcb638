"""What is typed of a requisition: one model for every door."""

from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import model_validator

from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.values import Currency, Day, Name, Text, Values, in_order, problem

from .offer_values import FixedPrice


class RequisitionValues(Values):
    """What is to be ordered up to a net `amount`: for a team or for everybody, and of whom, where that is known."""

    title: Name
    description: Text = ""
    team_id: UUID | None = None
    currency: Currency
    amount: FixedPrice
    starts_on: Day | None = None
    ends_on: Day | None = None
    contractor_id: UUID | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> "RequisitionValues":
        in_order(self.starts_on, self.ends_on)
        if self.amount != round(self.amount, minor_units(self.currency)):
            raise problem("beyond_decimals", _("The amount has more decimals than its currency."))
        return self
