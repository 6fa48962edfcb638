"""What is typed of whether purchase orders are used when hiring: one model for every door."""

from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import StrictBool, model_validator

from counterfoil.foundation.kernel.values import Values, problem

from .models.programme import AS_COMPANY


class ProgrammeValues(Values):
    """Whether purchase orders are off, optional or required when somebody is hired: for a team where one is named, else for the
    company.

    A team that says `company` goes by its company. `confirmed`, of the company alone: what a manager adds waits for
    finance's word.
    """

    mode: Literal["off", "optional", "required", "company"]
    team_id: UUID | None = None
    confirmed: StrictBool = False

    @model_validator(mode="after")
    def _of_whom(self) -> "ProgrammeValues":
        if self.team_id is None and self.mode == AS_COMPANY:
            raise problem(
                "mode_needed", _("Say whether the company turns them off, leaves them open or requires them.")
            )
        if self.team_id is not None and self.confirmed:
            raise problem("company_confirms", _("Whether finance confirms is said for the whole company."))
        return self
