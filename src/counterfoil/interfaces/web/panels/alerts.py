"""Alerts as pages show them, each with the address that it leads to; and of what somebody wants to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.alerts.cases import AlertCase
from counterfoil.lifecycle.alerts.kinds import DOCUMENTS, ORDER, ToldAlert


@dataclass(frozen=True)
class ShownAlert:
    """One alert, and where its line leads."""

    told: ToldAlert
    address: str
    may_see: bool = False
    """Whether this reader can say that it is seen."""


def address_of(one: ToldAlert) -> str:
    """The page of what it is about."""
    if one.kind.leads == ORDER:
        return f"{reverse('record', args=[one.leads_to])}?tab=alerts"
    if one.kind.leads == DOCUMENTS:
        return f"{reverse('record', args=[one.leads_to])}?tab=documents"
    return reverse(one.kind.leads, args=[one.leads_to])


def shown_alerts(found: Iterable[ToldAlert]) -> list[ShownAlert]:
    """Each of these with its address."""
    return [ShownAlert(one, address_of(one)) for one in found]


def alerts_of(found: Iterable[ToldAlert], by: Member, at: datetime) -> list[ShownAlert]:
    """The same, each with whether this reader can say that it is seen."""
    cases = [(one, AlertCase(by, at, alert=one.alert)) for one in found]
    return [ShownAlert(one, address_of(one), one_available(case, "alert.see").allowed) for one, case in cases]
