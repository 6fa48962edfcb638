"""What a company does with orders that run out: what it has set, or what holds until it says something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.orders.models import WAYS, RunOutPolicy
from counterfoil.lifecycle.orders.run_out import BEGUN


@dataclass(frozen=True)
class RunOutNow:
    """What is in force; `version` 0 is what every company starts with."""

    version: int = 0
    exhausted: str = BEGUN.exhausted
    expired: str = BEGUN.expired
    expiry_days: int = BEGUN.expiry_days
    pace_margin: Decimal = BEGUN.pace_margin
    little_left: Decimal = BEGUN.little_left
    set_by: Member | None = None
    set_at: datetime | None = None
    history: Sequence[RunOutPolicy] = ()
    """What was set, the newest first."""

    @property
    def exhausted_words(self) -> Any:
        """What is done once all of an order is invoiced, in words."""
        return WAYS[self.exhausted]

    @property
    def expired_words(self) -> Any:
        """What is done once its last day is past, in words."""
        return WAYS[self.expired]


def run_out_now(by: Member) -> RunOutNow:
    """What the company does, for somebody who reads what it has set. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "runoutpolicy"):
        raise NotFound("runoutpolicy")
    history = list(RunOutPolicy.objects.within(by.company_id).select_related("set_by").order_by("-version"))
    if not history:
        return RunOutNow()
    newest = history[0]
    names = ("version", "exhausted", "expired", "expiry_days", "pace_margin", "little_left", "set_by", "set_at")
    return RunOutNow(**{name: getattr(newest, name) for name in names}, history=history)
