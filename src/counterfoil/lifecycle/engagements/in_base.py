"""What something is worth in the company's own currency, by the general rate of a day, and whose rate that is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.catalogue.models import Rate
from counterfoil.foundation.catalogue.queries import rate_in_force
from counterfoil.foundation.catalogue.rates import TYPED
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.money import times


@dataclass(frozen=True)
class InBase:
    """The amount, exactly: None where no rate holds, or there is none; and the rate that it was reckoned by, if by any."""

    amount: Decimal | None
    rate: Rate | None = None

    def is_chosen_by(self, people: Collection[UUID]) -> bool:
        """Whether one of these typed the rate, and so had a choice of who approves."""
        return self.rate is not None and self.rate.source == TYPED and self.rate.set_by_id in people


def in_base(company: Company, amount: Decimal | None, currency: str, day: date) -> InBase:
    """An amount in the company's currency. Called inside a scope."""
    if amount is None or currency == company.currency:
        return InBase(amount)
    rate = rate_in_force(company.id, currency, day)
    return InBase(times(amount, rate.rate) if rate else None, rate)
