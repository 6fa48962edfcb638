"""How far a figure may lie from the one it is compared with (R81). Pure: limits are exact and never rounded."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from counterfoil.foundation.kernel.money import ZERO, times

QUANTITY, UNIT_PRICE, LINE_AMOUNT, TAX, TOTAL = "quantity", "unit_price", "line_amount", "tax", "total"
CHARGES, SMALL_DIFFERENCE = "charges", "small_difference"
ATTRIBUTES = (QUANTITY, UNIT_PRICE, LINE_AMOUNT, TAX, TOTAL, CHARGES, SMALL_DIFFERENCE)
EXACT, UNLIMITED, PERCENT, AMOUNT, BOTH, EITHER = "exact", "unlimited", "percent", "amount", "both", "either"
KINDS = (EXACT, UNLIMITED, PERCENT, AMOUNT, BOTH, EITHER)
NEEDS_PERCENT, NEEDS_AMOUNT = (PERCENT, BOTH, EITHER), (AMOUNT, BOTH, EITHER)
OVER, BOTH_WAYS = "over", "both"
DIRECTIONS = (OVER, BOTH_WAYS)


class Tolerated(Protocol):
    """What a tolerance says, whether it is a row or was only written down."""

    @property
    def kind(self) -> str: ...
    @property
    def percent(self) -> Decimal | None: ...
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def direction(self) -> str: ...


@dataclass(frozen=True)
class Tolerance:
    """`exact`, `unlimited`, `percent`, `amount`, `both` (the smaller of the two) or `either` (the larger)."""

    kind: str = EXACT
    percent: Decimal | None = None
    amount: Decimal | None = None
    direction: str = BOTH_WAYS


STRICT = Tolerance()
"""What holds where no level says anything: exact, both ways."""

_ROOMS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    EXACT: lambda percent, amount: ZERO,
    PERCENT: lambda percent, amount: percent,
    AMOUNT: lambda percent, amount: amount,
    BOTH: min,
    EITHER: max,
}


def room(expected: Decimal, tolerance: Tolerated) -> Decimal | None:
    """How far above the expected figure the limit lies. None: there is no limit. A per cent of nothing is nothing."""
    if tolerance.kind == UNLIMITED:
        return None
    share = times(abs(expected), tolerance.percent or ZERO).scaleb(-2)
    return _ROOMS[tolerance.kind](share, tolerance.amount or ZERO)


def highest(expected: Decimal, tolerance: Tolerated) -> Decimal | None:
    """The highest figure that passes. None: any."""
    above = room(expected, tolerance)
    return None if above is None else expected + above


def lowest(expected: Decimal, tolerance: Tolerated) -> Decimal | None:
    """The lowest figure that passes. None: any, since only what is over counts."""
    above = room(expected, tolerance)
    return None if above is None or tolerance.direction == OVER else expected - above


def passes(expected: Decimal, actual: Decimal, tolerance: Tolerated) -> bool:
    """Whether the figure lies within its tolerance; the limit itself passes."""
    above, below = highest(expected, tolerance), lowest(expected, tolerance)
    return (above is None or actual <= above) and (below is None or actual >= below)


def first_said(levels: Iterable[Mapping[str, Tolerated]], attribute: str) -> Tolerated:
    """The tolerance of the first level that says something about the attribute. A level that says 0 has said it."""
    return next((level[attribute] for level in levels if attribute in level), STRICT)
