"""Rows copied from a spreadsheet, set down in the lines from one cell rightwards and downwards."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..wording import Wording
from .declared import NUMBERS, Field, shape
from .typed import Typed, day_of, empty_line

_CELL = re.compile(r'("(?:[^"]|"")*+"(?=[\t\n]|\Z)|[^\t\n]*)(\t|\n|\Z)')
_QUOTED_FOR = set('\t\n"')
"""A spreadsheet puts a cell into quotes where it has a tab, a line break or a quote within."""
_LONGEST_INDEX = 4


def paste(typed: Typed, at: str, text: str, words: Wording) -> None:
    """Fill the cells from `at` (lines-0-text) on; add the lines that are needed, and say what was left out."""
    form, rows = typed.form, rows_of(text)
    place, name = _place(typed, at)
    columns = [one for one in form.lines.columns if shape(form.line_model, one).kind != "id" and not one.tucked]
    columns = columns[next((n for n, one in enumerate(columns) if one.name == name), 0) :]
    if rows and _is_heading(rows[0], [one.label(typed.about[place:]) for one in columns]):
        del rows[0]
    taken = rows[: max((len(typed.lines) if form.lines.about else form.most) - place, 0)]
    typed.lines += [empty_line(form) for _new in range(place + len(taken) - len(typed.lines))]
    for index, row in enumerate(taken, start=place):
        for one, cell in zip(columns, row, strict=False):
            _set_down(typed, index, one, cell, words)
    typed.newest = place + len(taken) - 1 if taken else place
    typed.left_out = _left_out(len(rows) - len(taken), len(typed.lines), any(len(row) > len(columns) for row in taken))


def rows_of(text: str) -> list[list[str]]:
    """The cells of a copied table, each in one line; rows of nothing at its end are none."""
    rows: list[list[str]] = [[]]
    for found in _CELL.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        rows[-1].append(_plain(found[1]))
        if not found[2]:
            break
        if found[2] == "\n":
            rows.append([])
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _plain(cell: str) -> str:
    inner = cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else ""
    return " ".join((inner.replace('""', '"') if _QUOTED_FOR & set(inner) else cell).split())


def _place(typed: Typed, at: str) -> tuple[int, str]:
    """The line and the column of a cell by its name; the first where there is no such line."""
    index, _dash, name = at.removeprefix(f"{typed.form.lines.name}-").partition("-")
    known = index.isdecimal() and len(index) <= _LONGEST_INDEX and int(index) < len(typed.lines)
    return (int(index), name) if known else (0, "")


def _is_heading(row: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether a row only names the columns that it would fill."""
    return [cell.casefold() for cell in row] == [label.casefold() for label in labels[: len(row)]]


def _set_down(typed: Typed, index: int, one: Field, cell: str, words: Wording) -> None:
    """One cell. What the page's own field could not show is not set down, and said beside it."""
    value = _value(shape(typed.form.line_model, one).kind, one, cell, words)
    if cell and not value:
        said = _("“%(cell)s” is not known here, and was left out.") % {"cell": cell}
        typed.errors[f"{typed.form.lines.name}.{index}.{one.name}"] = [said]
        typed.lines[index][one.name] = ""  # what it began with is not what was meant
    elif cell or not one.options:
        typed.lines[index][one.name] = value


def _value(kind: str, one: Field, cell: str, words: Wording) -> str:
    """A cell as the field would be typed; nothing where it can't be."""
    if kind in NUMBERS:
        return "".join(sign for sign in cell if unicodedata.category(sign) != "Sc").strip()
    if kind == "day":
        day = day_of(cell) or words.read_day(cell)
        return day.isoformat() if day else ""
    return one.taken(cell) if kind == "choice" else cell


def _left_out(rows: int, lines: int, cells: bool) -> str:
    said = []
    if rows > 0:
        form = ngettext(
            "%(rows)s row was left out: there is room for %(lines)s lines.",
            "%(rows)s rows were left out: there is room for %(lines)s lines.",
            rows,
        )
        said.append(form % {"rows": rows, "lines": lines})
    if cells:
        said.append(_("Cells beyond the last column were left out."))
    return " ".join(said)
