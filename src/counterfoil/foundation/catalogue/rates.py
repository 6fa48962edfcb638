"""General exchange rates: which one holds for a day, and how the European Central Bank's become the company's."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from counterfoil.foundation.kernel.money import divided, round_rate
from counterfoil.foundation.kernel.values import Currency, Day, Rate, Values

TYPED, ECB = "typed", "ecb"
SOURCES = (TYPED, ECB)
EURO = "EUR"
HOLDS_FOR = 31
"""For so many days a rate holds where no newer one is known: over every holiday, and for who types one a month."""
MOST_RATES = 20_000
"""So many rates are taken in at once: the bank's of more than two years."""
MOST_RATE = Decimal(10**9)
_ONE = Decimal(1)


class RateValues(Values):
    """A general rate as it is typed: so much of the company's currency is one unit of `currency`, from `day` on."""

    currency: Currency
    day: Day
    rate: Rate


class EuroRate(Values):
    """A rate as the European Central Bank publishes it: so much of the currency is one euro on that day."""

    day: Day
    currency: Currency
    per_euro: Rate


def oldest_that_holds(day: date) -> date:
    """The first day whose rate still holds on this one."""
    return day - timedelta(HOLDS_FOR)


def reckoned(published: Iterable[EuroRate], base: str) -> Mapping[tuple[str, date], Decimal]:
    """What one unit of each currency is worth in `base` on each day, across the euro, rounded once to ten places.

    A day that does not quote `base` gives nothing, nor does what would be kept as nothing or is beyond every rate.
    """
    by_day: dict[date, dict[str, Decimal]] = {}
    for one in published:
        by_day.setdefault(one.day, {EURO: _ONE})[one.currency] = one.per_euro
    found = {
        (currency, day): round_rate(divided(quoted[base], per_euro))
        for day, quoted in by_day.items()
        if base in quoted
        for currency, per_euro in quoted.items()
        if currency != base
    }
    return {key: rate for key, rate in found.items() if 0 < rate <= MOST_RATE}
