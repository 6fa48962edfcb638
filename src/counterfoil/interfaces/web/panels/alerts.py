"""Alerts as pages show them, each with the address that it leads to; and of what somebody wants to be told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from counterfoil.lifecycle.alerts.kinds import DOCUMENTS, INVOICE, ToldAlert


@dataclass(frozen=True)
class ShownAlert:
    """One alert, and where its line leads."""

    told: ToldAlert
    address: str


def address_of(one: ToldAlert) -> str:
    """The page of what it is about."""
    if one.kind.leads == DOCUMENTS:
        return f"{reverse('record', args=[one.leads_to])}?tab=documents"
    return reverse("invoice" if one.kind.leads == INVOICE else "payment", args=[one.leads_to])


def shown_alerts(found: Iterable[ToldAlert]) -> list[ShownAlert]:
    """Each of these with its address."""
    return [ShownAlert(one, address_of(one)) for one in found]
