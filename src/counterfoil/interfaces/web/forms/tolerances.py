"""What is typed of a match policy that no type tells: choices, several rates in one field, figures that go with a kind."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.tolerances import NEEDS_AMOUNT, NEEDS_PERCENT

from ..wording import Wording
from .declared import Errors

WAYS = {
    "": _("Left to the company's own policy"),
    "2": _("Two-way: with the order"),
    "3": _("Three-way: with the order and what was accepted"),
}
KINDS = {
    "": _("Nothing is said here"),
    "exact": _("Exact"),
    "percent": _("Up to so many per cent"),
    "amount": _("Up to an amount"),
    "both": _("The smaller of both"),
    "either": _("The larger of both"),
    "unlimited": _("Whatever is billed"),
}
DIRECTIONS = {"both": _("Above and below"), "over": _("Above; less passes")}
_BETWEEN = re.compile(r",?[;\s]+")


def ways_of(text: str, _words: Any) -> int | None:
    """Two or three, or nothing."""
    return int(text) if text in WAYS and text else None


def rates_of(text: str, words: Wording) -> list[Decimal] | None:
    """Several rates, with a semicolon or a blank between them. Raises ValueError."""
    return [words.read(one) for one in _BETWEEN.split(text.strip()) if one] or None


def written_rates(rates: list[Decimal] | None, words: Wording) -> str:
    """Rates as they are typed."""
    return "; ".join(words.number(rate) for rate in rates or [])


def written_number(value: Decimal | None, words: Wording) -> str:
    """An amount with all the decimals that it has: it is of no particular currency."""
    return "" if value is None else words.number(value)


def figures(line: Mapping[str, str]) -> Errors:
    """Each kind has exactly the figures that it is made of."""
    wrong: Errors = {}
    for name, kinds in (("percent", NEEDS_PERCENT), ("amount", NEEDS_AMOUNT)):
        said, needed = bool(line[name].strip()), line["kind"] in kinds
        if needed and not said:
            wrong[name] = [_now("This is needed for what you chose.")]
        elif said and not needed:
            wrong[name] = [_now("What you chose has none: choose another, or empty this.")]
    return wrong
