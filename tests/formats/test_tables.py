"""Tables as files: figures, days and texts come out as they went in, and nothing is a formula."""

import csv
import io
import re
import sys
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from counterfoil.formats.tables import separated, workbook
from counterfoil.formats.tables.defusing import defused

FORMULAS = ["=1+1", "+1", "-1", "@a", "\tx", "\rx"]
ROW = ["Ça va <b>", Decimal("-5.00"), date(2026, 3, 2), datetime(2026, 3, 2, 9, 5, tzinfo=UTC), None, ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_would_be_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"
    assert defused(f"a{text}") == f"a{text}"


def test_csv_says_figures_and_days_plainly() -> None:
    filed = b"".join(separated(["A", "=B"], [[ROW], [["=1", *ROW[1:]]]])).decode("utf-8-sig")
    plain = ["-5.00", "2026-03-02", "2026-03-02 09:05:00+00:00", "", ""]
    assert list(csv.reader(io.StringIO(filed))) == [["A", "'=B"], ["Ça va <b>", *plain], ["'=1", *plain]]


def test_a_workbook_has_figures_as_figures_and_days_as_days() -> None:
    (sheet,) = sheets(b"".join(workbook(["Text", "Sum", "Day", "At"], [[ROW]])))
    assert sheet[0] == ["Text", "Sum", "Day", "At"]
    assert sheet[1] == ["Ça va <b>", -5.0, 46083.0, pytest.approx(46083 + 545 / 1440)]


def test_a_workbook_has_no_formula_and_no_figure_that_it_can_t_keep() -> None:
    long = Decimal("1234567890123456.78")
    (sheet,) = sheets(b"".join(workbook(["=A"], [[[text] for text in FORMULAS], [[long]]])))
    assert [row[0] for row in sheet] == ["'=A", *(f"'{text}" for text in FORMULAS), "1234567890123456.78"]


def test_what_is_beyond_one_sheet_goes_on_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["counterfoil.formats.tables.workbook"], "MOST_ROWS", 3)
    found = sheets(b"".join(workbook(["A"], [[[Decimal(number)] for number in range(5)]])))
    assert found == [[["A"], [0.0], [1.0]], [["A"], [2.0], [3.0]], [["A"], [4.0]]]


def sheets(content: bytes) -> list[list[list[Any]]]:
    """Every sheet's rows, read without the library that wrote them. No cell may hold a formula."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in sorted(one for one in book.namelist() if one.startswith("xl/worksheets/sheet")):
            text = book.read(name).decode()
            assert "<f>" not in text and "<f " not in text
            rows = re.findall(r"<row [^>]*>(.*?)</row>", text, re.DOTALL)
            found.append([[_cell(*one) for one in re.findall(_CELL, row, re.DOTALL)] for row in rows])
    return found


_CELL = r'<c r="[A-Z]+\d+"([^>]*)>(?:<is><t[^>]*>(.*?)</t></is>|<v>(.*?)</v>)</c>'


def _cell(kind: str, text: str, figure: str) -> Any:
    if "inlineStr" not in kind:
        return float(figure)
    return re.sub("_x([0-9A-F]{4})_", lambda one: chr(int(one[1], 16)), unescape(text))
