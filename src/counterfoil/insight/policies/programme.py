"""Whether a company and its teams use purchase orders when they hire: what was set, or what holds until they say something."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.engagements.models import Programme
from counterfoil.lifecycle.engagements.models.programme import AS_COMPANY, OPTIONAL


@dataclass(frozen=True)
class ProgrammeNow:
    """What is in force; `version` 0 is what every company starts with. `teams` are those that say something of their own."""

    version: int = 0
    mode: str = OPTIONAL
    confirmed: bool = False
    teams: Sequence[Programme] = ()
    history: Sequence[Programme] = ()
    """What was set, the newest first."""

    @property
    def mode_words(self) -> Any:
        """What the company says, in words."""
        return Programme.WORDS[self.mode]


def programme_now(by: Member) -> ProgrammeNow:
    """What holds, for somebody who reads what the company has set. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "programme"):
        raise NotFound("programme")
    rows = Programme.objects.within(by.company_id).select_related("set_by", "team").order_by("-set_at", "-id")
    history = list(rows)
    newest: dict[UUID | None, Programme] = {}
    for one in sorted(history, key=lambda one: one.version):
        newest[one.team_id] = one
    company = newest.pop(None, None)
    own = sorted((one for one in newest.values() if one.mode != AS_COMPANY), key=lambda one: str(one.team))
    if company is None:
        return ProgrammeNow(teams=own, history=history)
    return ProgrammeNow(company.version, company.mode, company.confirmed, own, history)
