"""Up to what amount one person alone writes off: what the company has set, or what holds until it says something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.payments.models import WriteOffLimit
from counterfoil.lifecycle.payments.write_off_rules import ALONE


@dataclass(frozen=True)
class WriteOffLimitNow:
    """The amount in force, in the company's currency; `version` 0 is the one that every company starts with."""

    version: int
    currency: str
    amount: Decimal
    set_by: Member | None = None
    set_at: datetime | None = None
    history: Sequence[WriteOffLimit] = ()
    """What was set, the newest first."""


def write_off_limit(by: Member) -> WriteOffLimitNow:
    """The amount for somebody who reads what the company has set. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "writeofflimit"):
        raise NotFound("writeofflimit")
    history = list(WriteOffLimit.objects.within(by.company_id).select_related("set_by").order_by("-version"))
    if not history:
        return WriteOffLimitNow(0, by.company.currency, ALONE)
    newest = history[0]
    return WriteOffLimitNow(newest.version, by.company.currency, newest.amount, newest.set_by, newest.set_at, history)
