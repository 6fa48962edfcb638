"""XLSX: figures as figures and days as days. Rows go to disk as they come, so that a long table takes no more memory."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from tempfile import TemporaryFile
from typing import Any

from xlsxwriter import Workbook

from .defusing import defused

MOST_ROWS = 1_000_000
"""Of one sheet, with its heads; what is more goes on to the next one."""
_EXACT_DIGITS = 15
"""A spreadsheet's figures keep no more: a longer one is written as text."""
_PIECE = 64 * 1024
_WIDTH = 18
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}


def workbook(heads: Sequence[str], chunks: Iterable[Iterable[Sequence[Any]]]) -> Iterator[bytes]:
    """The table as a workbook, in pieces. All rows are read before the first piece: the index comes last in the file."""
    with TemporaryFile() as file:
        with Workbook(file, _OPTIONS) as book:
            _written(book, heads, chain.from_iterable(chunks))
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _written(book: Any, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    formats: dict[str, Any] = {}
    sheet = _sheet(book, heads)
    for place, row in enumerate(rows):
        at = place % (MOST_ROWS - 1) + 1
        if place and at == 1:
            sheet = _sheet(book, heads)
        for column, value in enumerate(row):
            _write(book, sheet, formats, (at, column), value)


def _sheet(book: Any, heads: Sequence[str]) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(heads) - 1, 0), _WIDTH)
    bold = book.add_format({"bold": True})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, defused(head), bold)
    return sheet


def _write(book: Any, sheet: Any, formats: dict[str, Any], at: tuple[int, int], value: Any) -> None:
    if value is None or value == "":
        return
    form = _form(value)
    if form and form not in formats:
        formats[form] = book.add_format({"num_format": form})
    if not form:
        sheet.write_string(*at, f"{value:f}" if isinstance(value, Decimal) else defused(str(value)))
    elif isinstance(value, Decimal):
        sheet.write_number(*at, value, formats[form])
    else:
        sheet.write_datetime(*at, value, formats[form])


def _form(value: Any) -> str:
    """How a spreadsheet is told to write it; empty for what is written as text."""
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm"
    if isinstance(value, date):
        return "yyyy-mm-dd"
    if not isinstance(value, Decimal) or len(value.as_tuple().digits) > _EXACT_DIGITS:
        return ""
    places = max(-int(value.as_tuple().exponent), 0)
    return "#,##0" + ("." + "0" * places if places else "")
