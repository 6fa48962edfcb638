"""What custom fields say is found by all of its words together, and looked up, however many things say one of them."""

import os
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor

from ..actions.customising import field
from ..cast import NOW, Cast, line

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 20_000
"""So many values that reading them all is dearer than looking some up."""
_MORE = (
    "INSERT INTO {table} SELECT (jsonb_populate_record(row, jsonb_build_object('id', gen_random_uuid(), '{thing}', "
    "gen_random_uuid(), 'words', 'Shelf ' || nth))).* FROM {table} AS row, generate_series(1, %(many)s::int) AS nth"
)
_MORE_CONTRACTORS = (
    "INSERT INTO parties_contractor SELECT (jsonb_populate_record(row, jsonb_build_object('id', gen_random_uuid(), "
    "'code', 'X' || nth, 'member_id', NULL))).* FROM parties_contractor AS row, generate_series(1, %(many)s::int) AS nth "
    "WHERE row.code = 'C1'"
)
PLACES = [
    ("orders_value", "order_id", "value_found_by_words", "find_orders_by_fields"),
    ("orders_linevalue", "line_id", "linevalue_found_by_words", "find_orders_by_fields"),
    ("parties_contractorvalue", "contractor_id", "contractorvalue_found_by_words", "find_contractors_by_fields"),
]


@pytest.mark.req(166)
@pytest.mark.parametrize("place", ["order", "contractor"])
def test_what_says_all_words_is_found_though_most_say_one_of_them(cast: Cast, place: str) -> None:
    field(cast, "SHELF", applies_to=place)
    texts = ["Grey"] * 3 + ["Cellar"] * 3 + ["Cellar, grey"] + ["Grey"] * 3 + ["Cellar"] * 3
    made = [_said(cast, place, text, nth) for nth, text in enumerate(texts)]
    found = _found(cast, f"find_{place}s_by_fields", ["cellar", "grey"], 1)
    assert found == [made[texts.index("Cellar, grey")]]
    assert _found(cast, f"find_{place}s_by_fields", [], 9) == []


def test_the_newest_are_found_where_there_are_too_many(cast: Cast) -> None:
    field(cast, "SHELF")
    made = [_said(cast, "order", "Grey", nth) for nth in range(3)]
    assert set(_found(cast, "find_orders_by_fields", ["grey"], 3)) == set(made)
    assert _found(cast, "find_orders_by_fields", ["grey"], 1) == _newest(cast)


def test_words_of_an_order_and_of_its_line_are_found_together(cast: Cast) -> None:
    field(cast, "SHELF")
    field(cast, "SEAT", applies_to="line", is_personal=True)
    both = cast.draft(fields={"SHELF": "Cellar"}, lines=[line(fields={"SEAT": "Window"})])
    cast.draft(fields={"SHELF": "Cellar"})
    assert _found(cast, "find_orders_by_fields", ["window", "CELLAR"], 9) == [both]


@pytest.mark.parametrize(("table", "thing", "index", "function"), PLACES)
def test_a_rare_word_is_looked_up_by_its_trigrams(
    cast: Cast, table: str, thing: str, index: str, function: str
) -> None:
    field(cast, "SHELF", applies_to={"orders_value": "order", "orders_linevalue": "line"}.get(table, "contractor"))
    if table == "orders_linevalue":
        rare = cast.draft(lines=[line(fields={"SHELF": "Cellar, grey"})])
    else:
        rare = _said(cast, "order" if table == "orders_value" else "contractor", "Cellar, grey", 1)
    with psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"]) as behind:
        behind.execute("SET session_replication_role = replica")
        behind.execute(_MORE.format(table=table, thing=thing), {"many": MANY})  # type: ignore[arg-type]
        behind.execute(_MORE_CONTRACTORS, {"many": MANY})
        behind.execute(f"ANALYZE {table}, parties_contractor")  # type: ignore[arg-type]
    with scope.reading(cast.company_id):
        assert _ask(function, ["cellar", "grey"], 9) == [rare]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_get_xact_numscans(%s::regclass)", [index])
            assert cursor.fetchone()[0] > 0


def _said(cast: Cast, place: str, text: str, nth: int) -> UUID:
    """An order or a contractor of whom the field says this."""
    if place == "order":
        return cast.draft(fields={"SHELF": text})
    values = ContractorValues(code=f"C{nth}", name=f"Contractor {nth}", currency="EUR", fields={"SHELF": text})
    return UUID(add_contractor(by=cast.rita, at=NOW, values=values)["id"])


def _newest(cast: Cast) -> list[UUID]:
    with scope.reading(cast.company_id), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM orders_order ORDER BY created_at DESC, id DESC LIMIT 1")
        return [cursor.fetchone()[0]]


def _found(cast: Cast, function: str, words: list[str], most: int) -> list[Any]:
    with scope.reading(cast.company_id):
        return _ask(function, words, most)


def _ask(function: str, words: list[str], most: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}(%s::text[], %s)", [words, most])
        return [row[0] for row in cursor.fetchall()]
