"""Texts, days and figures as UBL writes them."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from .documents import Unreadable

LONGEST_NAME, LONGEST_TEXT, LONGEST_MARK, LONGEST_CODE = 200, 2_000, 100, 20
PLACES = 6
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough that no sum or quotient of figures read here is rounded before it is rounded by name."""

_FIGURE = re.compile(r"[+-]?(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))")
_BEFORE, _AFTER = 18, 10
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_NOTHING = frozenset({"", "NA", "NONE", "NIL", "NULL", "TBA", "TBD", "NOTAVAILABLE", "NOTAPPLICABLE"})
_NEVER_KEPT = {"Cc", "Cs", "Cn", "Co"}
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str, longest: int) -> str:
    """Spaces and breaks become one space each; control signs and those that turn the direction of reading are dropped."""
    words = " ".join(text.split())
    if not words.isprintable():
        words = " ".join("".join(sign for sign in words if _kept(sign)).split())
    return words[:longest].rstrip()


def code(text: str) -> str:
    """A code such as a currency or a country, in capitals."""
    return one_line(text, LONGEST_CODE).upper()


def mark(text: str, name: str) -> str:
    """A number or identifier, whole."""
    if len(text) > LONGEST_MARK:
        raise Unreadable("too_large", name)
    return text


def says_nothing(mark: str) -> bool:
    """Whether it stands there only because the field must not be empty: NA, n/a, none, -, 0."""
    said = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", mark).upper())
    return said in _NOTHING or set(said) == {"0"}


def day(text: str, name: str) -> date:
    """A day, whatever time zone it is written in: the day that is printed is the one that counts."""
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found.group(1) if found else "")
    except ValueError:
        raise Unreadable("day", name) from None


def figure(text: str, name: str) -> Decimal:
    """A figure in plain digits: no exponent, no infinity, at most 18 digits before and 10 after the point."""
    found = _FIGURE.fullmatch(text)
    if not found or len(found.group(1) or "") > _BEFORE or len(found.group(2) or found.group(3) or "") > _AFTER:
        raise Unreadable("figure", name)
    return Decimal(text)


def total(figures: list[Decimal], name: str) -> Decimal:
    """The sum, exactly; refused where it is larger than any figure may be."""
    summed = Decimal(0)
    for one in figures:
        summed = EXACT.add(summed, one)
    return within(summed, name)


def within(value: Decimal, name: str) -> Decimal:
    """The figure, if it is not larger than one may be written."""
    if abs(value) >= Decimal(10) ** _BEFORE:
        raise Unreadable("figure", name)
    return value


def _kept(sign: str) -> bool:
    return sign not in _TURNING and unicodedata.category(sign) not in _NEVER_KEPT
