"""Reading a purchase order number as people write it. Pure: text in, readings out; nothing is guessed."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from .numbers import contractor_codes, is_placeholder, normal

_LABEL = re.compile(r"^\s*(purchase\s+order|p\.?\s?o\.?|order)?\s*(number|no|nr|num)?\s*[.:#]*\s*", re.IGNORECASE)
_TAIL = re.compile(r"[\s,;/_-]*(\(.*\)|rev(ision)?\.?\s*\d{1,3}|v\d{1,3}|-\d{1,3})\s*$", re.IGNORECASE)
_MOST_ALIKE, _ALIKE = 3, 0.8


def readings(text: str) -> list[str]:
    """The numbers that a text could mean, the most literal first: as it stands, without label, without revision."""
    numbers = map(normal, _texts(text))
    return list(dict.fromkeys(number for number in numbers if number and not is_placeholder(number)))


def names_meant(text: str) -> dict[str, int]:
    """The numbers and contractor codes that a text could mean, each with how far it is from the letter.

    0: the number as it stands. 1: a contractor code as it stands (R137). 2: either of them without label or revision.
    """
    literal, *looser = _texts(text)
    numbers = readings(text)
    names = {number: 0 if number == normal(literal) else 2 for number in numbers}
    names |= {code: 2 for other in looser for code in contractor_codes(other)}
    return names | dict.fromkeys(contractor_codes(literal), 1)


def near_misses(text: str, numbers: Collection[str]) -> list[str]:
    """The numbers that look most like it: suggestions for a person, never a match."""
    by_normal = {normal(number): number for number in numbers}
    return [by_normal[one] for one in get_close_matches(normal(text), by_normal, _MOST_ALIKE, _ALIKE)]


def _texts(text: str) -> tuple[str, ...]:
    """As it stands; then without label, without revision, and without both."""
    unlabelled = _LABEL.sub("", text, count=1)
    return text, unlabelled, _TAIL.sub("", text), _TAIL.sub("", unlabelled)
