"""Whether orders begin with an approved requisition: what a company has set, or what holds until it says something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.engagements.models import RequisitionPolicy


@dataclass(frozen=True)
class RequisitionsNow:
    """What is in force; `version` 0 is what every company starts with."""

    version: int = 0
    requisitions_needed: bool = False
    set_by: Member | None = None
    set_at: datetime | None = None
    history: Sequence[RequisitionPolicy] = ()
    """What was set, the newest first."""


def requisitions_now(by: Member) -> RequisitionsNow:
    """What holds, for somebody who reads what the company has set. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "requisitionpolicy"):
        raise NotFound("requisitionpolicy")
    own = RequisitionPolicy.objects.within(by.company_id)
    history = list(own.select_related("set_by").order_by("-version"))
    if not history:
        return RequisitionsNow()
    newest = history[0]
    return RequisitionsNow(newest.version, newest.requisitions_needed, newest.set_by, newest.set_at, history)
