"""Sheets that somebody sent: their cells come out as they were meant, and nobody's file makes reading grow or wait."""

import io
import time
import zipfile
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from xlsxwriter import Workbook

from counterfoil.formats.tables import UnreadableTable, decoded, read_separated, read_workbook, separated, workbook
from counterfoil.formats.tables.read import LARGEST, LONGEST_CELL, MOST_COLUMNS

MOST = 1000
BOOK, LEADS, SHEET = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"


def book(*rows: list[Any]) -> bytes:
    return b"".join(workbook([str(cell) for cell in rows[0]], [rows[1:]]))


def written(write: Any, **options: Any) -> bytes:
    file = io.BytesIO()
    with Workbook(file, options) as made:
        write(made)
    return file.getvalue()


def altered(content: bytes, **parts: Any) -> bytes:
    """A workbook with some of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.get(name.rpartition("/")[2].partition(".")[0])
            new.writestr(name, change(old.read(name).decode()) if change else old.read(name))
    return out.getvalue()


def key_of(read: Any, *given: Any) -> str:
    with pytest.raises(UnreadableTable) as caught:
        read(*given)
    return caught.value.key


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_cells_are_separated_as_the_first_row_is(separator: str) -> None:
    rows = [["A", "B"], ["a b", f"1{separator}2".replace("\t", " ")], ["ü “x”", 'say "no"']]
    text = "\r\n".join(separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    assert read_separated(text, MOST).rows == rows
    assert read_separated(f"A{separator}B\n\n ,; \n1{separator}2\n\n", MOST).rows[-1] == ["1", "2"]


def test_a_separator_that_is_said_is_taken() -> None:
    assert read_separated("sep=;\nA,B;C\n1;2", MOST).rows == [["A,B", "C"], ["1", "2"]]


def test_what_a_list_files_is_read_again() -> None:
    rows = [["Ça", Decimal("1234.50"), date(2026, 3, 31)]]
    said = [["A", "B", "C"], ["Ça", "1234.50", "2026-03-31"]]
    assert read_separated(decoded(b"".join(separated(["A", "B", "C"], [rows]))), MOST).rows == said
    said[1][1] = "1234.5"
    assert read_workbook(book(["A", "B", "C"], *rows), MOST).rows == said


def test_a_cell_is_one_line_and_a_table_ends_where_it_is_asked_to() -> None:
    assert read_separated('A;B\n"a\nb";2', MOST).rows[1] == ["a b", "2"]
    for read in (
        lambda most: read_separated("A\n1\n2", most),
        lambda most: read_workbook(book(["A"], ["1"], ["2"]), most),
    ):
        assert (len(read(2).rows), read(2).more, read(3).more) == (2, True, False)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_are_read_by_their_mark(codec: str) -> None:
    assert decoded("Ä;B".encode(codec)) == "Ä;B"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("Ä".encode("latin-1"), "encoding"),
        ("Ä;B".encode("utf-16-le"), "encoding"),
        ("A;B".encode("utf-16-le"), "no_table"),
        (b"a" * (LARGEST + 1), "too_large"),
    ],
)
def test_letters_that_would_be_guessed_are_refused(content: bytes, key: str) -> None:
    assert key_of(decoded, content) == key


def test_what_is_too_much_is_refused() -> None:
    assert key_of(read_separated, ";" * MOST_COLUMNS, MOST) == "wide"
    assert key_of(read_separated, "a" * (LONGEST_CELL + 1), MOST) == "long_cell"
    assert key_of(read_separated, "A\n" + "a" * 200_000, MOST) in ("no_table", "long_cell")
    assert key_of(read_workbook, book(["A"] * (MOST_COLUMNS + 1)), MOST) == "wide"
    assert key_of(read_workbook, book(["A"], ["a" * (LONGEST_CELL + 1)]), MOST) == "long_cell"
    assert key_of(read_workbook, b"P" * (LARGEST + 1), MOST) == "too_large"


def test_figures_days_and_formulas_of_a_workbook() -> None:
    def write(made: Any) -> None:
        hidden, sheet = made.add_worksheet(), made.add_worksheet("Orders")
        hidden.hide()
        sheet.activate()
        sheet.set_first_sheet()
        hidden.write(0, 0, "not this one")
        forms = (("yyyy-mm-dd", 46112), ("d.m.yy", 46112.5), ('0 "days"', 12), ("[Red]0.00", 1.5))
        for row, (form, value) in enumerate(forms):
            sheet.write_number(row, 0, value, made.add_format({"num_format": form}))
        for row, value in enumerate((0.1 + 0.2, 1.234, 4500012345, 12345678901234567, -3, 1e-20), 4):
            sheet.write_number(row, 0, value)
        sheet.write_formula(10, 0, "=SUM(A1:A2)", None, 7)
        sheet.write_boolean(11, 0, True)
        sheet.write_rich_string(12, 0, made.add_format({"bold": True}), "bold", " and not")
        sheet.write_datetime(13, 2, datetime(2026, 3, 31), made.add_format({"num_format": 14}))  # noqa: DTZ001

    found = [row[-1] for row in read_workbook(written(write), MOST).rows]
    assert found[:4] == ["2026-03-31", "2026-03-31 12:00", "12", "1.5"]
    assert found[4:10] == ["0.3", "1.2340", "4500012345", "1.234567890123457E+16", "-3", found[9]]
    assert found[10:] == ["=SUM(A1:A2)", "TRUE", "bold and not", "2026-03-31"]
    assert read_workbook(written(write), MOST).rows[-1] == ["", "", "2026-03-31"]


def test_a_workbook_that_counts_from_1904() -> None:
    def write(made: Any) -> None:
        made.add_worksheet().write_datetime(0, 0, datetime(2026, 3, 31), made.add_format({"num_format": 14}))  # noqa: DTZ001

    assert read_workbook(written(write, date_1904=True), MOST).rows == [["2026-03-31"]]


def test_what_unpacks_to_more_than_is_read_is_refused_at_once() -> None:
    """A bomb: small as it is sent, and endless as it is unpacked; and one that grows by what its texts stand for."""
    fine = book(["A"], ["1"])
    started = time.monotonic()
    endless = altered(fine, sheet1=lambda text: text.replace("<sheetData>", "<sheetData>" + " " * 200_000_000))
    assert len(endless) < 400_000
    assert key_of(read_workbook, endless, MOST) == "too_large"
    long = altered(fine, sheet1=lambda text: text.replace("<sheetData>", f'<sheetData a="{"x" * 10_000_000}">'))
    assert key_of(read_workbook, long, MOST) == "too_large"
    row = '<c t="s"><v>0</v></c>' * 90
    many = "".join(f'<row r="{place}">{row}</row>' for place in range(2, 900))
    shared = written(lambda made: made.add_worksheet().write_string(0, 0, "A" * LONGEST_CELL))
    grown = altered(shared, sheet1=lambda text: text.replace("</sheetData>", f"{many}</sheetData>"))
    assert len(grown) < 400_000 and key_of(read_workbook, grown, MOST) == "too_large"
    entities = altered(fine, sheet1=lambda text: '<!DOCTYPE a [<!ENTITY b "bbb">]>' + text.partition("?>")[2])
    assert key_of(read_workbook, entities, MOST) == "no_table"
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("name", [BOOK, LEADS, SHEET])
def test_a_workbook_without_one_of_its_parts_is_none(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(["A"]))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
    assert key_of(read_workbook, out.getvalue(), MOST) == "no_table"


def test_nothing_but_rows_or_a_refusal_comes_out_of_a_broken_workbook() -> None:
    content, chance = book(["Number", "Amount"], ["S-1", Decimal(5)], ["S-2", date(2026, 1, 1)]), Random("7")  # noqa: S311
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    outcomes = set()
    for number in range(600):
        if number % 2:
            broken = _broken(content, chance)
        else:
            out, hit = io.BytesIO(), chance.choice(sorted(parts))
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
                for name, part in parts.items():
                    new.writestr(name, _broken(part, chance) if name == hit else part)
            broken = out.getvalue()
        try:
            read_workbook(broken, MOST)
            outcomes.add("read")
        except UnreadableTable as error:
            outcomes.add(error.key)
    assert {"read", "no_table"} <= outcomes


def _broken(content: bytes, chance: Random) -> bytes:
    found = bytearray(content)
    for _hit in range(chance.randint(1, 4)):
        at = chance.randrange(len(found))
        kind = chance.randrange(3)
        if kind == 0:
            found[at] = chance.randrange(256)
        elif kind == 1:
            del found[at : at + chance.randint(1, 40)]
        else:
            found[at:at] = bytes(found[at : at + chance.randint(1, 200)])
        if not found:
            break
    return bytes(found)


def test_a_text_of_many_pieces_is_put_together_once() -> None:
    """Put together at each piece, this would take minutes."""
    pieces = "<t>abcdefg</t>" * 400_000
    book_of_one = written(lambda made: made.add_worksheet().write_string(0, 0, "shared"))
    shared_texts = altered(book_of_one, sharedStrings=lambda text: text.replace("<t>shared</t>", pieces))
    cells = "<c r='A1' t='str'>" + "<v>abcdefg</v>" * 400_000 + "</c>"
    in_a_cell = altered(book_of_one, sheet1=lambda text: text.replace("</row>", f"{cells}</row>"))
    began = time.process_time()
    for content in (shared_texts, in_a_cell):
        assert key_of(read_workbook, content, MOST) == "long_cell"
    assert time.process_time() - began < 30
