"""The days on which nobody works in a country: its weekend and its public holidays."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import holidays

_SATURDAY = 5
_PLACES = frozenset(holidays.list_supported_countries())


def closed_in(country: str) -> Callable[[date], bool]:
    """Whether nobody works on a day there; where a country is not known, Saturdays and Sundays alone."""
    if country not in _PLACES:
        return lambda day: day.weekday() >= _SATURDAY
    found = _calendar(country)
    return lambda day: not found.is_working_day(day)


@cache
def _calendar(country: str) -> Any:
    """The holidays of a country: each year is reckoned when its first day is asked for."""
    return holidays.country_holidays(country)
