"""The hand-written transactions behind the guards are right too, and they are behind them: otherwise they would measure something
that nobody may use, or that the product does not do."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo
from pypdf import PdfReader
from uuid_utils.compat import uuid7

from bench.by_hand import NotDone
from bench.guarded import Guarded
from bench.guarded_sql import ENTRY, SCOPE
from bench.line import NET, VERBS, run
from bench.over_http import Company
from bench.people import company
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.interfaces.jobs.worker import seal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def founded(transactional_db: None) -> Company:
    """A company with its people."""
    return company("acme")


@pytest.fixture
def way(founded: Company) -> Iterator[Guarded]:
    """One client of it."""
    client = _client(founded)
    yield client
    client.close()


def _client(founded: Company) -> Guarded:
    said = connection.settings_dict
    named = {name.lower(): said[name] for name in ("USER", "PASSWORD", "HOST", "PORT") if said[name]}
    return Guarded(make_conninfo(dbname=said["NAME"], **named), [founded])


def _rows(way: Guarded, sql: str, *given: Any) -> list[Any]:
    with way.connection.transaction():
        way.connection.execute(SCOPE, {"company": way._companies[0].id, "entry": ""})
        return way.connection.execute(sql, given).fetchall()


def _accepted(way: Guarded, serial: int) -> UUID:
    way.start(serial)
    for step in (way.create, way.submit, way.approve, way.issue, way.submit_evidence, way.accept_evidence):
        step()
    return way.order


def test_it_works_as_who_owns_nothing(way: Guarded) -> None:
    assert _rows(way, "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [
        ("app", False, False)
    ]


def test_a_line_ends_settled_and_its_balances_are_counted(way: Guarded) -> None:
    run(way, 7)
    head = "SELECT state, number, limit_amount, accepted_amount, covered_amount, released_amount FROM orders_order"
    assert _rows(way, head) == [("issued", f"PO-{timezone.now().year}-00001", NET, NET, NET, NET)]
    paid = "SELECT state, total, allocated_amount, settled_amount FROM invoices_invoice"
    assert _rows(way, paid) == [("paid", *[NET + Decimal("0.07")] * 3)]
    assert _rows(way, "SELECT state FROM payments_payment") == [("settled",)]
    lines = "SELECT count(*), sum(covered_amount), bool_and(covered_quantity = limit_quantity) FROM orders_orderline"
    assert _rows(way, lines) == [(3, NET, True)]
    assert _rows(way, "SELECT bool_and(used_quantity = quantity) FROM evidence_piece") == [(True,)]


def test_each_verb_leaves_one_entry_and_its_changes_under_it(way: Guarded) -> None:
    before = _rows(way, "SELECT count(*) FROM trail_change")[0][0]
    run(way, 7)
    entries = "SELECT verb FROM trail_entry WHERE door = 'api' AND key <> '' ORDER BY recorded_at"
    assert [verb for (verb,) in _rows(way, entries)] == list(VERBS)
    changes = """
    SELECT count(c.seq), count(DISTINCT e.id) FROM trail_change c
    JOIN trail_entry e ON e.id = c.entry_id AND e.xact = c.xact WHERE e.verb = ANY (%s) AND e.key <> ''"""
    total = _rows(way, "SELECT count(*) FROM trail_change")[0][0] - before
    assert _rows(way, changes, list(VERBS)) == [(total, len(VERBS))]


def test_the_worker_follows_it_as_it_follows_the_product(way: Guarded, founded: Company) -> None:
    """So that it pays for the same documents."""
    _accepted(way, 7)
    while seal() or Follower().catch_up(timezone.now()):
        continue
    with scope.reading(founded.id):
        filed = Document.objects.get()
    text = PdfReader(io.BytesIO(store.fetch(founded.id, filed.sha256))).pages[0].extract_text()
    assert way.number in text
    assert "2,300.00" in text


def test_two_at_once_take_the_work_once(way: Guarded, founded: Company) -> None:
    _accepted(way, 9)
    others = [_client(founded) for _client_number in range(4)]
    for serial, other in enumerate(others):
        other.start(5 * serial + 4)  # with the same contractor, and each with a total of its own
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda other: other.claim(uuid7(), f"R-{uuid4()}", way.number), others))
    for other in others:
        other.close()
    assert sorted(said) == ["matched", "received", "received", "received"]
    assert _rows(way, "SELECT covered_amount FROM orders_order") == [(NET,)]


def test_two_at_once_are_dealt_two_numbers(founded: Company) -> None:
    clients = [_client(founded) for _number in range(4)]
    for serial, client in enumerate(clients):
        client.start(serial)
    with ThreadPoolExecutor(4) as pool:
        for step in (Guarded.create, Guarded.submit, Guarded.approve, Guarded.issue):
            list(pool.map(step, clients))
    for client in clients:
        client.close()
    assert sorted(int(client.number[-5:]) for client in clients) == [1, 2, 3, 4]


def test_no_step_is_taken_twice_and_nothing_is_left_of_the_attempt(way: Guarded) -> None:
    _accepted(way, 10)
    counted = "SELECT (SELECT sum(value) FROM orders_counter), (SELECT count(*) FROM trail_entry)"
    before = _rows(way, counted)
    for step in (way.submit, way.approve, way.issue, way.accept_evidence):
        with pytest.raises(NotDone):
            step()
    assert _rows(way, counted) == before


def test_a_key_is_used_once(way: Guarded) -> None:
    way.start(11)
    given = way._given("rita", "order.create")
    with way.connection.transaction():
        way.connection.execute(SCOPE, given)
        way.connection.execute(ENTRY, given)
    with way.connection.transaction():
        way.connection.execute(SCOPE, given)
        with pytest.raises(psycopg.errors.UniqueViolation, match="entry_key_once"):
            way.connection.execute(ENTRY, given | {"entry": uuid7()})
        raise psycopg.Rollback


STEPS = ("create", "submit", "approve", "issue", "submit_evidence", "accept_evidence", "receive", "release")


@pytest.mark.parametrize(("who", "last"), [("amir", "approve"), ("rita", "accept_evidence"), ("fay", "release")])
def test_the_guards_look_at_who_does_it(way: Guarded, founded: Company, who: str, last: str) -> None:
    """Cleo is who is paid, and approves, accepts and releases nothing."""
    way.start(12)
    for step in STEPS[: STEPS.index(last)]:
        getattr(way, step)()
    way._company = replace(founded, members=founded.members | {who: founded.members["cleo"]})
    with pytest.raises(psycopg.errors.CheckViolation):
        getattr(way, last)()


def test_nothing_of_another_company_can_be_touched(way: Guarded, founded: Company) -> None:
    way.start(13)
    way.create()
    theirs = _client(company("others"))
    theirs.start(13)
    theirs.order, theirs._approval = way.order, uuid7()
    with pytest.raises(NotDone):
        theirs.submit()
    assert _rows(theirs, "SELECT count(*) FROM orders_order") == [(0,)]
    own = theirs._given("rita", "order.create")
    with theirs.connection.transaction():
        theirs.connection.execute(SCOPE, own)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            theirs.connection.execute(ENTRY, own | {"company": founded.id})
        raise psycopg.Rollback
    theirs.close()
    assert _rows(way, "SELECT state FROM orders_order") == [("draft",)]
