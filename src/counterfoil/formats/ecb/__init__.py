"""The reference rates of the European Central Bank, as it publishes them: `eurofxref-daily.xml` and `eurofxref-hist.xml`.

Read as a stream and within limits: nothing of the file is kept but its rates.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.parsers import expat

from ..ubl.documents import Unreadable
from ..ubl.encodings import as_utf8
from ..ubl.values import LONGEST_MARK, one_line

LARGEST = 16 * 1024 * 1024
"""Bytes of one file: twice what every day since 1999 takes."""

_ENVELOPE = "http://www.gesmes.org/xml/2002-08-01 Envelope"
_CUBE = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref Cube"
_DEEPEST, _MOST_PARTS, _MOST_RATES = 10, 2_000_000, 500_000
_LONGEST_TAG, _LONGEST_NAMESPACE, _PIECE = 16 * 1024, 300, 64 * 1024
_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,10})?\Z", re.ASCII)
_CODE = re.compile(r"[A-Z]{3}\Z", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


@dataclass(frozen=True)
class Published:
    """What one euro is in a currency on a day."""

    day: date
    currency: str
    per_euro: Decimal


def read(content: bytes) -> list[Published]:
    """The rates of a file, each day and currency once. Raises Unreadable; a file without any rate is `incomplete`."""
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    text, reader = as_utf8(content), _Reader()
    parser = reader.parser()
    try:
        # In small pieces: expat goes on to the end of a piece after a handler has refused, and may not be kept busy there.
        for start in range(0, len(text), _PIECE):
            parser.Parse(text[start : start + _PIECE], False)
            if start + _PIECE - parser.CurrentByteIndex > _LONGEST_TAG + _PIECE:
                raise Unreadable("too_large")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable("not_xml", f"{error.lineno}:{error.offset}") from None
    if not reader.found:
        raise Unreadable("incomplete", "Cube")
    return [Published(day, currency, rate) for (day, currency), rate in reader.found.items()]


class _Reader:
    """What expat calls: a Cube with a time holds those with a currency and a rate."""

    def __init__(self) -> None:
        self.found: dict[tuple[date, str], Decimal] = {}
        self._depth = self._parts = 0
        self._day: tuple[int, date] | None = None

    def parser(self) -> expat.XMLParserType:
        """A parser that tells this reader what it reads, and stops at the first word of a document type."""
        parser = expat.ParserCreate("utf-8", " ")
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartNamespaceDeclHandler = _refuse_long_namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        return parser

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._parts += 1 + len(attributes)
        if self._depth > _DEEPEST:
            raise Unreadable("too_deep")
        if self._parts > _MOST_PARTS:
            raise Unreadable("too_large")
        if self._depth == 1 and name != _ENVELOPE:
            raise Unreadable("unknown", one_line(name.rpartition(" ")[2], LONGEST_MARK))
        if name == _CUBE:
            self._cube(attributes)

    def _cube(self, attributes: Mapping[str, str]) -> None:
        if "time" in attributes:
            self._day = self._depth, _day(attributes["time"])
        elif "currency" in attributes or "rate" in attributes:
            if self._day is None:
                raise Unreadable("incomplete", "time")
            key = self._day[1], _currency(attributes.get("currency", ""))
            if key in self.found:
                raise Unreadable("figure", f"{key[1]} {key[0]} ×2")
            self.found[key] = _rate(attributes.get("rate", ""))
            if len(self.found) > _MOST_RATES:
                raise Unreadable("too_large")

    def _end(self, name: str) -> None:
        if self._day and self._day[0] == self._depth:
            self._day = None
        self._depth -= 1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text if _DAY.match(text) else "")
    except ValueError:
        raise Unreadable("day", one_line(text, LONGEST_MARK)) from None


def _currency(text: str) -> str:
    if not _CODE.match(text):
        raise Unreadable("figure", one_line(text, LONGEST_MARK))
    return text


def _rate(text: str) -> Decimal:
    """A rate of nothing is none."""
    found = Decimal(text) if _RATE.match(text) else Decimal(0)
    if found <= 0:
        raise Unreadable("figure", one_line(text, LONGEST_MARK))
    return found


def _refuse_document_type(*_: object) -> None:
    """No such file has one. With it go entities, external files and everything that grows out of them."""
    raise Unreadable("dtd")


def _refuse_long_namespace(_: str | None, namespace: str | None) -> None:
    """Expat copies the namespace for every name in it."""
    if namespace and len(namespace) > _LONGEST_NAMESPACE:
        raise Unreadable("too_large")
