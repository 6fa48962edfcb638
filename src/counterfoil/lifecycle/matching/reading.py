"""Reading a purchase order number as people write it. Pure: text in, readings out; nothing is guessed."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from counterfoil.lifecycle.orders.numbers import is_placeholder, normal

_LABEL = re.compile(r"^\s*(purchase\s+order|p\.?\s?o\.?|order)?\s*(number|no|nr|num)?\s*[.:#]*\s*", re.IGNORECASE)
_TAIL = re.compile(r"[\s,;/_-]*(\(.*\)|rev(ision)?\.?\s*\d{1,3}|v\d{1,3}|-\d{1,3})\s*$", re.IGNORECASE)
_MOST_ALIKE, _ALIKE = 3, 0.8


def readings(text: str) -> list[str]:
    """The numbers that a text could mean, the most literal first: as it stands, without label, without revision."""
    unlabelled = _LABEL.sub("", text, count=1)
    texts = (text, unlabelled, _TAIL.sub("", text), _TAIL.sub("", unlabelled))
    return list(dict.fromkeys(number for number in map(normal, texts) if number and not is_placeholder(number)))


def near_misses(text: str, numbers: Collection[str]) -> list[str]:
    """The numbers that look most like it: suggestions for a person, never a match."""
    by_normal = {normal(number): number for number in numbers}
    return [by_normal[one] for one in get_close_matches(normal(text), by_normal, _MOST_ALIKE, _ALIKE)]
