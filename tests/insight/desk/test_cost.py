"""What a desk costs follows what waits on it, and not what has been done: twenty times the orders read no more pages."""

import os
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.insight.desk.desk import TURNS, desk
from counterfoil.insight.desk.outside_turns import OUTSIDE_TURNS
from counterfoil.insight.desk.seat import Seat
from counterfoil.insight.desk.waiting import waiting

from ...cast import NOW, Cast
from .many import COPIED, asking, copy, some

pytestmark = pytest.mark.django_db(transaction=True)

FEW, MANY = 25, 475
"""Copies of some seventeen orders."""
MOST = 1.5
WHO = ("rita", "amir", "iris", "petra", "fay", "olga")
_ENDED = (
    "UPDATE orders_order SET state = 'closed' WHERE {new}",
    "UPDATE invoices_invoice SET state = 'paid', settled_amount = total - credited_amount, "
    "allocated_amount = total - credited_amount, returned_amount = 0 WHERE {new}",
    "UPDATE matching_exception SET state = 'corrected', settled_by_id = owner_id, settled_at = opened_at WHERE {new}",
    "UPDATE evidence_piece SET state = 'rejected' WHERE {new} AND state = 'submitted'",
    "UPDATE payments_payment SET state = 'settled' WHERE {new}",
    "UPDATE payments_refund SET state = 'confirmed' WHERE {new}",
    "UPDATE engagements_requisition SET state = 'withdrawn' WHERE {new}",
    "UPDATE engagements_changerequest SET state = 'withdrawn' WHERE {new}",
    "UPDATE engagements_offer SET state = 'withdrawn' WHERE {new}",
    "UPDATE payments_writeoff SET state = 'withdrawn' WHERE {new}",
    "UPDATE orders_orderhold SET state = 'lifted', lifted_by_id = owner_id, lifted_at = placed_at WHERE {new}",
    "UPDATE invoices_invoicehold SET state = 'lifted', lifted_by_id = owner_id, lifted_at = placed_at WHERE {new}",
)


def test_a_desk_reads_what_waits_and_not_what_has_ended(cast: Cast) -> None:
    some(cast)
    asking(cast)
    own = _ids()
    _end(cast, own, 0, FEW)
    few = {name: _cost(cast, name) for name in WHO}
    _end(cast, own, FEW, FEW + MANY)
    many = {name: _cost(cast, name) for name in WHO}
    dearer = {name: (few[name], many[name]) for name in WHO if many[name][1] > MOST * few[name][1]}
    assert dearer == {}
    assert {name: many[name][0] for name in WHO} == {name: few[name][0] for name in WHO}, "the same number of queries"


def _end(cast: Cast, own: dict[str, list[Any]], first: int, last: int) -> None:
    """More copies of what there was, all of it ended."""
    copy(cast.company_id, own, first + 1, last)
    with psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"]) as behind:
        behind.execute("SET session_replication_role = replica")
        for statement in _ENDED:
            table = statement.split()[1]
            behind.execute(statement.format(new="NOT id = ANY (%s)"), [own[table]])  # type: ignore[arg-type]
        behind.commit()
        behind.autocommit = True
        behind.execute("VACUUM ANALYZE")


def _ids() -> dict[str, list[UUID]]:
    with psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"]) as behind:
        tables = [model._meta.db_table for model in COPIED]
        return {table: [row[0] for row in behind.execute(f"SELECT id FROM {table}")] for table in tables}  # type: ignore[arg-type]


def _cost(cast: Cast, name: str) -> tuple[int, int]:
    """How many queries a desk takes, and how many pages the statement reads that asks for all."""
    member = cast.members[name]
    with scope.reading(cast.company_id), CaptureQueriesContext(connection) as captured:
        desk(member, NOW)
    with scope.reading(cast.company_id), connection.execute_wrapper(_explained) as _:
        found = _pages(member)
    return len(captured), found


def _pages(member: Any) -> int:
    _EXPLAINED.clear()
    waiting(Seat(member, NOW), {**TURNS, **OUTSIDE_TURNS})
    plan = _EXPLAINED[-1][0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


_EXPLAINED: list[Any] = []


def _explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Ask how a statement is answered, and then answer it."""
    if sql.startswith("SELECT (SELECT count(*)"):
        with connection.connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
            _EXPLAINED.append(cursor.fetchone()[0])
    return execute(sql, params, many, context)
