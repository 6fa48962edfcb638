"""The floor plan against the house: every table that it says stands does, and the other way round."""

import re

from django.apps import apps

from .pages import ROOT
from .picture import PICTURE, drawn

PAGE = (ROOT / "docs" / "data-model.md").read_text()
STATEMENTS = 169

_ROW = re.compile(r"^\| `(\w+)` \| (stands|to come) \| (.*) \|$", re.MULTILINE)
_CODE = re.compile(r"`([a-z_0-9]+)`")
_RANGE = re.compile(r"\bR(\d+)(?:–R(\d+))?")


def _models() -> dict[str, set[str]]:
    """Every table that Django knows, with its columns."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: {field.column for field in model._meta.local_concrete_fields} for model in models}


def _ours() -> dict[str, set[str]]:
    rooms = {app.label for app in apps.get_app_configs() if app.name.startswith("counterfoil.")}
    return {table: columns for table, columns in _models().items() if table.partition("_")[0] in rooms}


def test_every_table_that_stands_is_in_the_house_and_the_other_way_round() -> None:
    standing = {table for table, stands, _holds in _ROW.findall(PAGE) if stands == "stands"}
    assert standing == set(_ours())


def test_no_table_to_come_is_there_already() -> None:
    coming = {table for table, stands, _holds in _ROW.findall(PAGE) if stands == "to come"}
    assert coming and not coming & set(_models())


def test_every_column_named_of_a_standing_table_is_there() -> None:
    columns = _ours()
    for table, stands, holds in _ROW.findall(PAGE):
        if stands == "stands":
            assert set(_CODE.findall(holds)) <= columns[table], table


def test_tables_of_the_libraries_are_named() -> None:
    others = PAGE.partition("Not of the product")[2].partition("##")[0]
    assert set(_CODE.findall(others)) == set(_models()) - set(_ours())


def test_every_statement_lands_exactly_once() -> None:
    mapping = PAGE.partition("## Where each statement lands")[2].partition("\n## ")[0]
    landed: list[int] = []
    for first, last in _RANGE.findall(mapping):
        landed += range(int(first), int(last or first) + 1)
    assert sorted(landed) == list(range(1, STATEMENTS + 1))


def test_a_statement_lands_in_tables_that_the_page_has() -> None:
    tables = {table for table, _stands, _holds in _ROW.findall(PAGE)}
    mapping = PAGE.partition("## Where each statement lands")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([a-z]+_[a-z]+)`", mapping)) <= tables


def test_the_picture_is_of_this_page() -> None:
    """`python -m tests.docs.picture` draws it anew."""
    assert PICTURE.read_text() == drawn()
