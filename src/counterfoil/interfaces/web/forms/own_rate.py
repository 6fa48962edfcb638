"""An order's own rate, as its form offers it: only where the order's currency is not the company's (R154)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.queries import rate_in_force
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import currencies
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.models import GENERAL

from ..session.member import now


@dataclass(frozen=True)
class OwnRate:
    """What a rate of its own would stand instead of: the general rate of a day, or nothing. `kept` where the order has it."""

    currency: str
    base: str
    general: Decimal | None
    day: date | None
    kept: bool = False


def offered(by: Member, typed: str, order_id: UUID | None = None) -> OwnRate | None:
    """The rate to be offered for what is typed as currency; none within the company's own. Called inside a scope."""
    currency, base = typed.strip().upper(), by.company.currency
    if currency == base or currency not in currencies():
        return None
    order: Any = queries.visible(by).filter(id=order_id).first() if order_id else None
    if order and order.currency == currency and order.rate_source == GENERAL:
        return OwnRate(currency, base, order.rate, order.rate_on, kept=True)
    general = rate_in_force(by.company_id, currency, by.company.today(now()))
    return OwnRate(currency, base, general.rate if general else None, general.day if general else None)
