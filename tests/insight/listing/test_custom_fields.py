"""Lists have a column and a filter for each custom field; search, files and the number of queries go along."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import ContractorChanges, change_contractor
from counterfoil.insight.listing.contractors import Contractors
from counterfoil.insight.listing.lines import heads, lines
from counterfoil.insight.listing.listing import AnyListing, columns_of, filters_of, narrowed, shown_columns, sorting
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.shown import page, table

from ...actions.customising import field, retired
from ...cast import NOW, Cast, line


def ids(cast: Cast, listing: AnyListing, who: str = "olga", text: str = "", **asked: Any) -> set[UUID]:
    reader = Reader(cast.members[who], NOW)
    given = {name.replace("__", "[") + "]": value for name, value in asked.items()}
    with scope.reading(cast.company_id):
        return {row.id for row in narrowed(listing, reader, given, text)}


def filled(cast: Cast) -> dict[str, UUID]:
    """Three orders: one says 1 km, blue and yes, one 2 km, red and no, and one nothing."""
    field(cast, "KM", "number")
    field(cast, "COLOUR", "choice")
    field(cast, "OK", "flag")
    field(cast, "DAY", "day")
    field(cast, "AT", "time")
    field(cast, "MET", "moment")
    field(cast, "SHELF", is_personal=True)
    one = {"KM": 1, "COLOUR": "Blue", "OK": True, "DAY": "2026-03-01", "AT": "09:00", "SHELF": "Cellar Grey"}
    two = {"KM": 2, "COLOUR": "Red", "OK": False, "DAY": "2026-03-02", "AT": "10:00", "SHELF": "Attic 50%"}
    met = {"MET": "2026-03-01T23:30:00Z"}
    return {"one": cast.draft(fields=one | met), "two": cast.draft(fields=two), "none": cast.draft()}


@pytest.mark.req(166)
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"fields__KM_from": 2}, {"two"}),
        ({"fields__KM_to": 1}, {"one"}),
        ({"fields__KM_from": 1, "fields__KM_to": 2}, {"one", "two"}),
        ({"fields__COLOUR": "Blue"}, {"one"}),
        ({"fields__OK": False}, {"two"}),
        ({"fields__DAY_from": date(2026, 3, 2)}, {"two"}),
        ({"fields__SHELF": "grey"}, {"one"}),
        ({"fields__SHELF": "0%"}, {"two"}),
        ({"fields__MET_to": date(2026, 3, 1)}, set()),
        ({"fields__MET_from": date(2026, 3, 2), "fields__MET_to": date(2026, 3, 2)}, {"one"}),
        ({"fields__COLOUR": "Blue", "fields__KM_from": 2}, set()),
    ],
)
def test_a_filter_for_each_field(cast: Cast, asked: dict[str, Any], names: set[str]) -> None:
    made = filled(cast)
    assert cast.olga.company.timezone != "UTC"
    assert ids(cast, Orders, **asked) == {made[name] for name in names}


def test_a_filter_says_what_it_asks(cast: Cast) -> None:
    filled(cast)
    reader = Reader(cast.olga, NOW)
    own = {one.head: one for one in filters_of(Orders, reader)}
    both = {"fields[KM_from]": 1, "fields[KM_to]": 2}
    said = own["Day"].in_words({"fields[DAY_from]": date(2026, 3, 2)}, reader)
    assert (own["Colour"].in_words({"fields[COLOUR]": "Blue"}, reader), said) == (
        "Colour: Blue",
        "Day: from 2026-03-02",
    )
    assert own["Ok"].in_words({"fields[OK]": True}, reader) == "Ok: Yes"
    assert set(own["Km"].parameters) == set(both)


@pytest.mark.req(166)
def test_a_column_is_there_to_be_chosen_and_the_file_has_it(cast: Cast) -> None:
    made = filled(cast)
    plain = Reader(cast.olga, NOW)
    assert "fields[KM]" in [one.name for one in columns_of(Orders, plain)]
    assert "fields[KM]" not in [one.name for one in shown_columns(Orders, plain)]
    reader = Reader(cast.olga, NOW, chosen=("fields[KM]", "fields[COLOUR]", "fields[OK]", "fields[DAY]"))
    assert heads(Orders, reader)[-4:] == ["Km", "Colour", "Ok", "Day"]
    [rows] = lines(Orders, reader, {}, "", sorting(Orders, None))
    assert {tuple(row[-4:]) for row in rows} == {
        (1, "Blue", "Yes", date(2026, 3, 1)),
        (2, "Red", "No", date(2026, 3, 2)),
        (None, None, None, None),
    }
    with scope.reading(cast.company_id):
        shown = table(Orders, reader, page(Orders, narrowed(Orders, reader, {}), sorting(Orders, None), None, 50).rows)
    assert {tuple(cell.holds.get("text") for cell in row[-4:]) for row in shown.lines} >= {
        ("1", "Blue", "Yes", "2026-03-01")
    }
    assert len(made) == 3


@pytest.mark.req(166)
def test_search_finds_what_they_say(cast: Cast) -> None:
    made = filled(cast)
    field(cast, "SEAT", applies_to="line")
    seated = cast.draft(lines=[line(fields={"SEAT": "Window side"})])
    assert ids(cast, Orders, text="cellar") == {made["one"]}
    assert ids(cast, Orders, text="grey cellar") == {made["one"]}
    assert ids(cast, Orders, text="cellar attic") == set()
    assert ids(cast, Orders, text="window") == {seated}
    field(cast, "TAXOFFICE", applies_to="contractor")
    changes = ContractorChanges(fields={"TAXOFFICE": "Wien-Meidling"})
    change_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, changes=changes)
    assert ids(cast, Contractors, text="meidling") == {cast.contractor_id}
    assert ids(cast, Contractors, fields__TAXOFFICE="wien") == {cast.contractor_id}


def test_a_contractor_neither_sees_nor_finds_by_them(cast: Cast) -> None:
    field(cast, "SHELF", printed=True)
    order_id = cast.issued(fields={"SHELF": "Cellar"})
    assert ids(cast, Orders, "cleo", text="Spring") >= {order_id}
    assert ids(cast, Orders, "cleo", text="Cellar") == set()
    reader = Reader(cast.cleo, NOW, chosen=("fields[SHELF]",))
    assert not [
        one
        for one in (*filters_of(Orders, reader), *columns_of(Orders, reader))
        if "Shelf" in str(getattr(one, "label", ""))
    ]
    assert ids(cast, Orders, "cleo", fields__SHELF="Nowhere") >= {order_id}


def test_another_company_finds_nothing_by_them(cast: Cast) -> None:
    filled(cast)
    reader = Reader(cast.mallory, NOW)
    with scope.reading(cast.mallory.company_id):
        assert not narrowed(Orders, reader, {}, "cellar").exists()
        assert "Km" not in [one.head for one in filters_of(Orders, reader)]


def test_a_retired_field_is_still_a_column(cast: Cast) -> None:
    shelf = field(cast, "SHELF")
    order_id = cast.draft(fields={"SHELF": "Cellar"})
    retired(cast, shelf)
    assert ids(cast, Orders, fields__SHELF="Cellar") == {order_id}


def test_they_are_read_at_once_for_three_rows_and_thirty(cast: Cast) -> None:
    filled(cast)
    chosen = ("fields[KM]", "fields[COLOUR]", "fields[SHELF]")

    def asked() -> int:
        reader = Reader(cast.olga, NOW, chosen=chosen)
        with CaptureQueriesContext(
            connection,
        ) as found:
            list(lines(Orders, reader, {}, "", sorting(Orders, None)))
        sqls = [one["sql"] for one in found.captured_queries]
        assert sum(sql.startswith('SELECT "orders_value"') for sql in sqls) == 1
        fields = [sql for sql in sqls if sql.startswith('SELECT "catalogue_customfield"')]
        assert len(fields) == 2, "for the columns, and for what drafts lack"
        return len(found.captured_queries)

    few = asked()
    for place in range(10):
        cast.draft(fields={"KM": place, "COLOUR": "Red", "SHELF": "Cellar"})
    assert asked() == few
