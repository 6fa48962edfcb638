"""Money: exact decimals, the currency beside them, rounded only by name (half-up, away from zero)."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_precision

ZERO = Decimal(0)
_WIDE = Context(prec=80)
_RATE_UNIT = Decimal(1).scaleb(-10)


@cache
def currencies() -> frozenset[str]:
    """The ISO 4217 codes that are in use."""
    in_use: set[str] = set()
    for tenders in get_global("territory_currencies").values():
        in_use |= {code for code, _start, end, tender in tenders if end is None and tender}
    return frozenset(in_use)


_CENTS = ("AFN", "ALL", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SOS", "SYP", "YER")
_ISO_KEEPS = dict.fromkeys(_CENTS, 2) | {"IQD": 3}
"""Where Babel gives the whole units that people pay in cash, and ISO 4217 keeps decimals."""


@cache
def minor_units(currency: str) -> int:
    """How many decimals the currency has by ISO 4217: EUR 2, JPY 0, KWD 3."""
    return _ISO_KEEPS.get(currency, get_currency_precision(currency))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """The amount rounded to the currency's own unit, half-up and away from zero, also below zero."""
    # Nothing is never below nothing: "-0.00" would be printed, and is another text than "0.00" to a hash.
    return _WIDE.add(amount.quantize(last_unit(currency), rounding=ROUND_HALF_UP, context=_WIDE), ZERO)


def round_down(amount: Decimal, currency: str) -> Decimal:
    """The whole units of the currency that are in the amount: what is less than one is nothing that can be paid."""
    return amount.quantize(last_unit(currency), rounding=ROUND_FLOOR, context=_WIDE)


def last_unit(currency: str) -> Decimal:
    """The currency's smallest amount: a cent of EUR, a yen of JPY."""
    return Decimal(1).scaleb(-minor_units(currency))


def round_rate(rate: Decimal) -> Decimal:
    """An exchange rate rounded to the ten places that are kept of one, half-up."""
    return rate.quantize(_RATE_UNIT, rounding=ROUND_HALF_UP, context=_WIDE)


def divided(one: Decimal, other: Decimal) -> Decimal:
    """The quotient to eighty digits: of two figures that are kept anywhere, no rounding by name sees the difference."""
    return _WIDE.divide(one, other)


def times(one: Decimal, other: Decimal) -> Decimal:
    """The exact product: nothing is rounded before it is rounded by name."""
    return _WIDE.multiply(one, other)
