"""How a company hires: what it has set, or what holds until it says something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.engagements.models import HiringPolicy


@dataclass(frozen=True)
class HiringNow:
    """What is in force; `version` 0 is what every company starts with."""

    version: int = 0
    offers_reviewed: bool = False
    set_by: Member | None = None
    set_at: datetime | None = None
    history: Sequence[HiringPolicy] = ()
    """What was set, the newest first."""


def hiring_now(by: Member) -> HiringNow:
    """How the company hires, for somebody who reads what it has set. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "hiringpolicy"):
        raise NotFound("hiringpolicy")
    history = list(HiringPolicy.objects.within(by.company_id).select_related("set_by").order_by("-version"))
    if not history:
        return HiringNow()
    newest = history[0]
    return HiringNow(newest.version, newest.offers_reviewed, newest.set_by, newest.set_at, history)
