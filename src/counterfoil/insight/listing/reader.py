"""Who reads a list, at which moment, and in whose hand its figures and days are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.catalogue.queries import custom_fields
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import sees_dealings
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.written import MonetaryAmount, Words
from counterfoil.insight.trace.outside import is_outside


class Plainly:
    """The hand of nobody in particular, as the API and files have it."""

    def amount(self, value: Decimal, currency: str) -> str:
        """A sum or a price: '10.00 EUR'."""
        return str(MonetaryAmount(value, currency))

    def money(self, amount: Decimal, currency: str) -> str:
        """The same."""
        return self.amount(amount, currency)

    def number(self, value: Decimal) -> str:
        """A quantity without trailing zeros."""
        return plain_decimal(value)

    def day(self, day: date) -> str:
        """A day as 2026-03-02."""
        return day.isoformat()

    def moment(self, at: datetime) -> str:
        """A moment as 2026-03-02T09:00:00+00:00."""
        return at.isoformat()


PLAINLY = Plainly()


@dataclass(frozen=True)
class Reader:
    """The member who reads, when, and which columns they have chosen, in their order; none named are all.

    What they may not know of is decided here and nowhere else in a list.
    """

    by: Member
    at: datetime
    words: Words = PLAINLY
    chosen: Sequence[str] = ()

    @cached_property
    def custom_fields(self) -> list[CustomField]:
        """The company's custom fields, read once: within the scope that is open, or in one of its own."""
        with scope.reading_within(self.by.company_id):
            return custom_fields(self.by.company_id)

    @property
    def outside(self) -> bool:
        """Whether the reader is a contractor and nothing else."""
        return is_outside(self.by)

    @property
    def sees_dealings(self) -> bool:
        """Whether the reader sees more of the company's dealings than purchase orders."""
        return sees_dealings(self.by.roles)

    @property
    def today(self) -> date:
        """The company's day."""
        return self.by.company.today(self.at)
