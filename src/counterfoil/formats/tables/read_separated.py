"""Rows that are separated by tabs, semicolons or commas, as spreadsheets save and copy them: text in, cells out."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from .read import LARGEST, MOST_COLUMNS, Table, UnreadableTable, plain

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SEPARATORS = "\t;,"
_SAID = re.compile(r"sep=([\t;,])$", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')


def decoded(content: bytes) -> str:
    """The text of a file: in UTF-8, or in UTF-16 by its mark. In another encoding letters would be guessed: it is refused."""
    if len(content) > LARGEST:
        raise UnreadableTable("too_large")
    mark, codec = next(((mark, codec) for mark, codec in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    try:
        text = content[len(mark) :].decode(codec)
    except UnicodeDecodeError:
        raise UnreadableTable("encoding") from None
    if "\0" in text:
        raise UnreadableTable("no_table")
    return text


def read_separated(text: str, most: int) -> Table:
    """The first so many rows of a text, by the separator that its first row has, or says (`sep=;`)."""
    if len(text) > LARGEST:
        raise UnreadableTable("too_large")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n").split("\n", 1)
    said = _SAID.match(lines[0])
    if said:
        text, separator = lines[1] if len(lines) > 1 else "", said[1]
    else:
        text, separator = "\n".join(lines), _separator(lines[0])
    try:
        return _kept(csv.reader(io.StringIO(text, newline=""), delimiter=separator), most)
    except csv.Error:
        raise UnreadableTable("no_table") from None


def _separator(first: str) -> str:
    """The first of tab, semicolon and comma that stands in the head outside of quotes."""
    bare = _QUOTED.sub("", first)
    return next((sign for sign in _SEPARATORS if sign in bare), ",")


def _kept(found: Iterator[list[str]], most: int) -> Table:
    rows: list[list[str]] = []
    for row in found:
        if len(row) > MOST_COLUMNS:
            raise UnreadableTable("wide", str(len(row)))
        cells = [plain(cell) for cell in row]
        if not any(cells):
            continue
        if len(rows) == most:
            return Table(rows, more=True)
        rows.append(cells)
    return Table(rows)
