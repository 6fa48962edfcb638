"""The rates of value added and sales tax that are statutory, by country: what is accepted where a company names none.

Standard, reduced and special rates in force at the beginning of 2026, from the tax offices' own publications. A country that
is not here has no list: its companies name their rates in a match policy.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

_NONE = "0"
_RATES: Mapping[str, str] = {
    "AT": "20 19 13 10",
    "AU": "10",
    "BE": "21 12 6",
    "BG": "20 9",
    "CA": "5 13 14 15",
    "CH": "8.1 3.8 2.6",
    "CY": "19 9 5 3",
    "CZ": "21 12",
    "DE": "19 7",
    "DK": "25",
    "EE": "24 13 9",
    "ES": "21 10 4",
    "FI": "25.5 14 13.5 10",
    "FR": "20 10 5.5 2.1",
    "GB": "20 5",
    "GR": "24 17 13 9 6 4",
    "HR": "25 13 5",
    "HU": "27 18 5",
    "IE": "23 13.5 9 4.8",
    "IS": "24 11",
    "IT": "22 10 5 4",
    "JP": "10 8",
    "LI": "8.1 3.8 2.6",
    "LT": "21 12 9 5",
    "LU": "17 14 8 3",
    "LV": "21 12 5",
    "MT": "18 12 7 5",
    "NL": "21 9",
    "NO": "25 15 12",
    "NZ": "15",
    "PL": "23 8 5",
    "PT": "23 22 16 13 12 9 6 5 4",
    "RO": "21 11 9",
    "RS": "20 10",
    "SE": "25 12 6",
    "SG": "9",
    "SI": "22 9.5 5",
    "SK": "23 19 5",
    "TR": "20 10 1",
    "UA": "20 14 7",
    "ZA": "15",
}


HIGHEST_RATE = max(Decimal(rate) for rates in _RATES.values() for rate in rates.split())
"""No country asks for more."""


def statutory(countries: Iterable[str]) -> frozenset[Decimal]:
    """Nothing, and the rates of these countries. Where none of them is known: of every country that is."""
    known = [_RATES[country] for country in countries if country in _RATES] or list(_RATES.values())
    return frozenset(Decimal(rate) for rates in (_NONE, *known) for rate in rates.split())
