"""The hand-written transactions are right: otherwise the comparison would be with something that nobody may use."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from uuid_utils.compat import uuid7

from bench.by_hand import ByHand, NotDone, lay_tables
from bench.line import NET, run

COMPANY = uuid4()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The owner's database beside the tests' own, with the tables laid."""
    owner = os.environ["DATABASE_OWNER_URL"]
    lay_tables(owner)
    yield owner
    with psycopg.connect(owner) as connection:
        connection.execute("DROP SCHEMA by_hand CASCADE")


@pytest.fixture
def way(address: str) -> Iterator[ByHand]:
    """One client of a company."""
    client = ByHand(address, [COMPANY])
    yield client
    client.close()


def _rows(way: ByHand, sql: str, *given: Any) -> list[Any]:
    return way.connection.execute(sql, given).fetchall()


def _accepted(way: ByHand, serial: int) -> UUID:
    way.start(serial)
    for step in (way.create, way.submit, way.approve, way.issue, way.submit_evidence, way.accept_evidence):
        step()
    return way.order


def test_a_line_ends_settled_with_one_row_on_the_trail_for_each_verb(way: ByHand) -> None:
    run(way, 7)
    head = "SELECT state, limit_amount, accepted_amount, covered_amount FROM purchase_order WHERE id = %s"
    assert _rows(way, head, way.order) == [("issued", NET, NET, NET)]
    paid = "SELECT state, total, allocated, settled FROM invoice WHERE id = %s"
    assert _rows(way, paid, way.invoice) == [("paid", *[NET + Decimal("0.07")] * 3)]
    lines = (
        "SELECT bool_and(quantity = covered_quantity AND amount = covered_amount) FROM order_line WHERE order_id = %s"
    )
    assert _rows(way, lines, way.order) == [(True,)]
    used = "SELECT bool_and(used_quantity = piece.quantity) FROM piece JOIN order_line l ON l.id = line_id WHERE order_id = %s"
    assert _rows(way, used, way.order) == [(True,)]
    assert _rows(way, "SELECT count(*), count(DISTINCT verb) FROM trail WHERE company = %s", COMPANY) == [(10, 10)]


def test_a_second_invoice_of_the_same_work_takes_nothing(way: ByHand) -> None:
    order = _accepted(way, 8)
    assert way.claim(uuid7(), "R-first", way.number) == "matched"
    assert way.claim(uuid7(), "R-second", way.number) == "disputed"
    assert _rows(way, "SELECT covered_amount FROM purchase_order WHERE id = %s", order) == [(NET,)]


def test_two_at_once_take_the_work_once(way: ByHand, address: str) -> None:
    order = _accepted(way, 9)
    others = [ByHand(address, [COMPANY]) for _client in range(4)]
    for other in others:
        other.start(9)
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda other: other.claim(uuid7(), f"R-{uuid4()}", way.number), others))
    for other in others:
        other.close()
    assert sorted(said) == ["disputed", "disputed", "disputed", "matched"]
    assert _rows(way, "SELECT covered_amount FROM purchase_order WHERE id = %s", order) == [(NET,)]


def test_no_step_is_taken_twice_and_no_number_is_lost_by_it(way: ByHand) -> None:
    _accepted(way, 10)
    before = _rows(way, "SELECT value FROM counter WHERE company = %s", COMPANY)
    for step in (way.submit, way.approve, way.issue, way.accept_evidence):
        with pytest.raises(NotDone):
            step()
    assert _rows(way, "SELECT value FROM counter WHERE company = %s", COMPANY) == before


def test_the_same_number_of_a_contractor_is_refused(way: ByHand) -> None:
    _accepted(way, 11)
    way.claim(uuid7(), "R-once", way.number)
    with pytest.raises(psycopg.errors.UniqueViolation):
        way.claim(uuid7(), "R-once", way.number)
