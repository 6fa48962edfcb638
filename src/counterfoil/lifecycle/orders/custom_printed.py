"""The custom fields on the document of an order: each with its label and its value in somebody's hand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from counterfoil.foundation.catalogue.custom_kinds import in_words, read_printed
from counterfoil.foundation.kernel.written import Hand


@dataclass(frozen=True)
class PrintedHand:
    """How a printed document writes: in its own locale, and moments in the zone in which they were frozen."""

    locale: str

    def number(self, value: Decimal) -> str:
        """A number with the decimals that it has."""
        written: str = format_decimal(value, format="#,##0.######", locale=self.locale, decimal_quantization=False)
        return written

    def amount(self, value: Decimal, currency: str) -> str:
        """A sum, with its currency."""
        return f"{self.number(value)} {currency}"

    def day(self, day: date) -> str:
        """A day in full."""
        written: str = format_date(day, "long", locale=self.locale)
        return written

    def moment(self, at: datetime) -> str:
        """A day and a time with its zone."""
        written: str = format_datetime(at, "long", tzinfo=at.tzinfo, locale=self.locale)
        return written


Labelled = list[tuple[str, str]]
"""Label and words."""


def printed_values(document: Mapping[str, Any], hand: Hand, yes: str = "", no: str = "") -> list[tuple[str, Labelled]]:
    """The custom fields that a document prints, by their groups, from what was frozen with it (`json.loads(order.document)`):
    never from the order as it stands. `yes` and `no` are the words of the document's language."""
    told = _of(document, None)
    grouped = groupby(told, key=lambda one: one["group"])
    return [(group, [(one["name"], _words(one, hand, yes, no)) for one in found]) for group, found in grouped]


def printed_line_values(
    document: Mapping[str, Any], position: int, hand: Hand, yes: str = "", no: str = ""
) -> Labelled:
    """The same of one line, by its place from 1 on."""
    return [(one["name"], _words(one, hand, yes, no)) for one in _of(document, position)]


def words_on_document(document: Mapping[str, Any], hand: Hand, position: int | None = None) -> dict[str, str]:
    """What a frozen document says in each custom field, by its code: of the order, or of one line."""
    return {one["code"]: _words(one, hand, "", "") for one in _of(document, position)}


def shortly(printed: str) -> str:
    """All that a revision prints of them, in one line and written plainly."""
    found = json.loads(printed) if printed else {}
    told = [f"{one['name']}: {one['value']}" for one in found.get("order", [])]
    for place, line in sorted(found.get("lines", {}).items(), key=lambda one: int(one[0])):
        told += [f"{place}, {one['name']}: {one['value']}" for one in line]
    return "; ".join(told)


def _of(document: Mapping[str, Any], position: int | None) -> Sequence[Mapping[str, Any]]:
    found: Mapping[str, Any] = document.get("fields") or {}
    told: Sequence[Mapping[str, Any]] = (
        found.get("order", []) if position is None else found.get("lines", {}).get(str(position), [])
    )
    return told


def _words(one: Mapping[str, Any], hand: Hand, yes: str, no: str) -> str:
    return value_words(one["kind"], one["value"], hand, yes, no)


def value_words(kind: str, told: Any, hand: Hand, yes: str, no: str) -> str:
    """A value as it was frozen, in somebody's hand; nothing where there is none."""
    value = None if told is None else read_printed(kind, told)
    if isinstance(value, bool) and yes:
        return yes if value else no
    return in_words(value, hand)
