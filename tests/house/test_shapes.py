"""Files and functions stay short, names say what is in them, nothing is left for later."""

import ast
import re
from pathlib import Path
from statistics import mean

import pytest

from .sources import ROOT, TESTS, Function, functions, modules, short, tree

LONGEST_FUNCTION, LONGEST_FILE, MEAN_FUNCTION = 50, 300, 12
NO_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "manager", "managers", "misc", "common"}
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b")
OURS = [*modules(), *sorted(TESTS.rglob("*.py"))]


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", OURS, ids=short)
def test_a_file_is_short_and_finished(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_FILE
    assert path.stem not in NO_NAMES
    assert not LATER.search(text)


def test_no_function_is_long_and_most_are_very_short() -> None:
    lengths = {f"{short(path)}: {one.name}": _length(one) for path in modules() for one in functions(path)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert mean(lengths.values()) < MEAN_FUNCTION


def test_every_import_is_at_the_top() -> None:
    hidden = [
        f"{short(path)}: {function.name}"
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_no_error_is_swallowed() -> None:
    swallowed = [
        f"{short(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body)
    ]
    assert swallowed == []


def test_every_file_says_what_it_is() -> None:
    """But for the empty ones and Django's three lines of an app."""
    silent = [short(path) for path in modules() if path.name != "apps.py" and not _says(path)]
    assert silent == []


def _says(path: Path) -> bool:
    return not path.read_text().strip() or ast.get_docstring(tree(path)) is not None


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    """Only the real files' folder may be missing, and then its fixture says so."""
    marks = re.compile(r"mark\.(skip|skipif|xfail)|pytest\.(skip|xfail|importorskip)\(")
    skipping = {
        short(path) for path in TESTS.rglob("*.py") if marks.search(path.read_text()) and path != Path(__file__)
    }
    assert skipping <= {"postgres.py"}


def test_no_test_carries_more_than_three_marks() -> None:
    crowded = [
        f"{short(path)}: {function.name}"
        for path in TESTS.rglob("test_*.py")
        for function in functions(path)
        for mark in function.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("mark.req") and not 1 <= len(mark.args) <= 3
    ]
    assert crowded == []


def test_no_sql_file_lies_where_migrate_does_not_look() -> None:
    assert {path.name for path in ROOT.rglob("*.sql")} == {"functions.sql"}
