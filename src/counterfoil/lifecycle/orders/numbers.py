"""How a number looks and how it is dealt: gaplessly, under the counter's lock, as the last lock of issue (R34, R43)."""

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import connection

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.numbering import order_number

DEFAULT_PATTERN = "PO-{YYYY}-{#####}"
COMPANY_SERIES, CONTRACTOR_SERIES = "order", "contractor:"
_COUNT_WIDTH = 4
_CONTRACTOR_CODE = re.compile(r"PO[A-Z0-9]{1,12}-[0-9]{4,19}")
_TOKEN = re.compile(r"\{(YYYY|YY|MM|DD|#+)\}")
_FORMATS: Mapping[str, str] = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d"}

_PLACEHOLDERS = frozenset({"", "NA", "NONE", "NIL", "NULL", "TBA", "TBD", "NOTAVAILABLE", "NOTAPPLICABLE"})

_DEAL = """
INSERT INTO orders_counter (id, company_id, series, period, value) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (company_id, series, period) DO UPDATE SET value = orders_counter.value + 1
RETURNING value
"""


def tokens(pattern: str) -> list[str]:
    """The tokens of a layout in order, without their braces."""
    return _TOKEN.findall(pattern)


def literal(pattern: str) -> str:
    """What is left of a layout without its tokens."""
    return _TOKEN.sub("", pattern)


def pieces(pattern: str) -> list[tuple[str, bool]]:
    """A layout in its pieces, in order: each text as it is written, each token without braces, and which of both it is."""
    parts = _TOKEN.split(pattern)
    return [(part, bool(place % 2)) for place, part in enumerate(parts) if part]


def period(pattern: str, day: date) -> str:
    """Which counter a layout counts with on this day: one for each year, month or day that it names."""
    named = tokens(pattern)
    if "DD" in named:
        return day.isoformat()
    if "MM" in named:
        return f"{day:%Y-%m}"
    return f"{day:%Y}" if {"YYYY", "YY"} & set(named) else ""


def repeats(pattern: str) -> bool:
    """Whether a layout would give the same number again: a month without a year, or a day without a month."""
    named = set(tokens(pattern))
    return ("DD" in named and "MM" not in named) or ("MM" in named and not {"YYYY", "YY"} & named)


def rendered(pattern: str, day: date, value: int) -> str:
    """The number that a layout gives to a counter's value on a day."""
    return _TOKEN.sub(lambda token: _one(token.group(1), day, value), pattern)


def width(pattern: str) -> int:
    """How many digits a layout has room for."""
    return sum(len(token) for token in tokens(pattern) if token.startswith("#"))


def normal(number: str) -> str:
    """A number as it is searched and compared: capitals and digits of every script, by their look."""
    return order_number(number)


def is_placeholder(text: str) -> bool:
    """Whether somebody wrote something only so that the field is not empty: NA, n/a, none, -, 0."""
    said = normal(text)
    return said in _PLACEHOLDERS or set(said) == {"0"}


def deal(company_id: UUID, series: str, counted: str) -> int:
    """The next value of a counter. Locks it until the action ends; a refusal rolls it back, so there is no gap."""
    with connection.cursor() as cursor:
        cursor.execute(_DEAL, [new_id(), company_id, series, counted])
        return cursor.fetchone()[0]


def contractor_series(contractor_id: UUID) -> str:
    """The counter of one contractor's own codes."""
    return f"{CONTRACTOR_SERIES}{contractor_id}"


def contractor_code(code: str, value: int) -> str:
    """PO, the contractor's code, and that contractor's own count (R137).

    The hyphen stands in no contractor's code, so that AB1 at 1 and AB at 10001 are two codes: POAB1-0001, POAB-10001.
    """
    return f"PO{code}-{value:0{_COUNT_WIDTH}d}"


def deal_code(company_id: UUID, contractor_id: UUID, code: str) -> str:
    """The contractor's next code, by that contractor's own counter."""
    return contractor_code(code, deal(company_id, contractor_series(contractor_id), ""))


def contractor_codes(text: str) -> list[str]:
    """Every contractor code that a text could mean: as it is written, or with any of the hyphens that were left out."""
    if _CONTRACTOR_CODE.fullmatch(text.strip().upper()):
        return [text.strip().upper()]
    said = normal(text)
    digits = len(said) - len(said.rstrip("0123456789"))
    splits = [(said[:-width], said[-width:]) for width in range(_COUNT_WIDTH, digits + 1)]
    made = [f"{before}-{count}" for before, count in splits if len(count) == _COUNT_WIDTH or count[0] != "0"]
    return [code for code in made if _CONTRACTOR_CODE.fullmatch(code)]


def _one(token: str, day: date, value: int) -> str:
    if token.startswith("#"):
        return f"{value:0{len(token)}d}"
    return day.strftime(_FORMATS[token])
