"""What is typed of a job post: one model for every door."""

from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import model_validator

from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.values import Currency, Day, Name, Text, Values, in_order, problem

from .offer_values import FixedPrice


class JobPostValues(Values):
    """Work for which somebody is looked for, for a team, or for everybody where none is named. `budget`: what it may cost."""

    title: Name
    description: Text = ""
    currency: Currency
    budget: FixedPrice | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    team_id: UUID | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> "JobPostValues":
        in_order(self.starts_on, self.ends_on)
        if self.budget is not None and self.budget != round(self.budget, minor_units(self.currency)):
            raise problem("beyond_decimals", _("The budget has more decimals than its currency."))
        return self
