"""The first sheet of a workbook (XLSX) as texts: days as 2026-03-31, figures with a point, formulas as such and never reckoned.

What a workbook unpacks to is bounded while it is unpacked, whatever it says of itself.
"""

import re
import struct
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal, DecimalException
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat

from .read import LARGEST, MOST_COLUMNS, Table, UnreadableTable, plain
from .workbook_parts import Attributes, Book, Leads, Reader, Styles, Texts

MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of all that is read of one workbook."""
_MOST_FILES, _PIECE, _LONGEST_TAG = 2_000, 64 * 1024, 128 * 1024
_EXACT = 15
"""So many digits of a figure a spreadsheet keeps; what is behind them is noise of how it keeps them."""
_DAYS, _BEFORE_IT_LEAPT = datetime(1899, 12, 30, tzinfo=UTC), 60
_DAYS_OF_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
)
"""What is raised while something is unpacked that was packed wrongly, or under a password."""
_CELL = re.compile(r"([A-Z]{1,3})[0-9]{1,7}\Z")


def is_workbook(content: bytes) -> bool:
    """Whether a file is packed as workbooks are."""
    return content.startswith(b"PK\x03\x04")


def read_workbook(content: bytes, most: int) -> Table:
    """The first so many rows of the first sheet that is shown."""
    if len(content) > LARGEST:
        raise UnreadableTable("too_large")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return _Workbook(packed).table(most)
    except _BROKEN:
        raise UnreadableTable("no_table") from None


class _Workbook:
    """A packed workbook, of which only what is needed is unpacked."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed, self._left = packed, MOST_UNPACKED
        self._names = set(packed.namelist())
        if len(self._names) > _MOST_FILES:
            raise UnreadableTable("too_large")

    def table(self, most: int) -> Table:
        """Its first sheet."""
        book = Book()
        self._read("xl/workbook.xml", book)
        leads = Leads()
        self._read("xl/_rels/workbook.xml.rels", leads)
        if book.first not in leads.found:
            raise UnreadableTable("no_table")
        texts, styles = Texts(), Styles()
        for name, reader in (("xl/sharedStrings.xml", texts), ("xl/styles.xml", styles)):
            if name in self._names:
                self._read(name, reader)
        sheet = _Sheet(texts.found, styles.of_days, _DAYS_OF_1904 if book.from_1904 else _DAYS, most)
        target = leads.found[book.first]
        self._read(target.lstrip("/") if target.startswith("/") else normpath(join("xl", target)), sheet)
        return Table(sheet.rows, sheet.more)

    def _read(self, name: str, reader: Reader) -> None:
        if name not in self._names:
            raise UnreadableTable("no_table")
        if self._packed.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableTable("no_table")
        parser, read = reader.parser(), 0
        with self._packed.open(name) as file:
            while not reader.done and (piece := file.read(_PIECE)):
                read += len(piece)
                parser.Parse(piece, False)
                if read > self._left or read - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise UnreadableTable("too_large")
        self._left -= read


class _Sheet(Reader):
    """The rows of a sheet, as far as they are wanted."""

    def __init__(self, texts: list[str], of_days: list[bool], since: datetime, most: int) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.more = False
        self._texts, self._of_days, self._since, self._most = texts, of_days, since, most
        self._row: list[str] = []
        self._cell: Attributes = {}
        self._parts: list[str] | None = None
        self._formula: list[str] | None = None
        self._values: list[str] = []
        self._left = LARGEST

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row = []
        elif name == "c":
            self._cell, self._values, self._formula = attributes, [], None
        elif name == "f":
            self._formula = self._parts = []
        elif name in ("v", "t"):
            self._parts = self._values

    def write(self, text: str) -> None:
        if self._parts is not None:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t", "f"):
            self._parts = None
        elif name == "c":
            self._place()
        elif name == "row" and any(self._row):
            self._keep()

    def _place(self) -> None:
        """Put the cell where it says that it stands; those that are left out before it are empty."""
        column = _column(self._cell.get("r", "")) or len(self._row) + 1
        text = plain(self._text())
        self._left -= len(text)
        if self._left < 0:
            raise UnreadableTable("too_large")
        if column > MOST_COLUMNS:
            if text:
                raise UnreadableTable("wide", str(column))
            return
        self._row += [""] * (column - len(self._row))
        self._row[column - 1] = text

    def _keep(self) -> None:
        if len(self.rows) == self._most:
            self.more = self.done = True
        elif not self.done:
            self.rows.append(self._row)

    def _text(self) -> str:
        kind, value = self._cell.get("t", "n"), "".join(self._values)
        if self._formula is not None:
            return "=" + "".join(self._formula)[:100]
        if kind == "s":
            return self._texts[int(value)] if value.isdecimal() and int(value) < len(self._texts) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind != "n" or not value:
            return value
        style = self._cell.get("s", "0")
        of_days = style.isdecimal() and int(style) < len(self._of_days) and self._of_days[int(style)]
        return _day(value, self._since) if of_days else _figure(value)


def _column(place: str) -> int:
    found = _CELL.match(place)
    column = 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _figure(value: str) -> str:
    """A figure as it was typed, so that it has one meaning: three decimals are written as four."""
    try:
        exact = Decimal(value)
        if not exact.is_finite() or exact.adjusted() >= _EXACT or exact.adjusted() < -_EXACT:
            return value
        figure = round(exact, _EXACT - 1 - exact.adjusted()).normalize()
    except DecimalException:
        return value
    text = f"{figure:f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _day(value: str, since: datetime) -> str:
    """A day, which a workbook counts; with its time where it has one."""
    try:
        count = float(value)
        # 1900 was no leap year, and a spreadsheet counts as if it had been.
        at = since + timedelta(days=count + (since == _DAYS and count < _BEFORE_IT_LEAPT))
    except (ValueError, OverflowError):
        return value
    return at.date().isoformat() if count == int(count) else f"{at:%Y-%m-%d %H:%M}"
