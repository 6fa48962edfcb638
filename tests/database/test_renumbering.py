"""Numbers that were stored as they were compared before are made anew by a migration, on the trail, and none fails."""

from importlib import import_module
from typing import Any

import pytest

from .siege import Siege

pytestmark = pytest.mark.django_db

_BEFORE = "upper(regexp_replace({}, '[^A-Za-z0-9]', '', 'g'))"
_FOUND = "SELECT number_normal, credits_number FROM invoices_invoice WHERE company_id = %(company)s AND id = %({})s"
_ENTRY = """
SELECT e.reason, count(c.*), count(c.*) FILTER (WHERE c.entry_id <> e.id OR c.entry_id IS NULL) FROM trail_entry e
JOIN trail_change c ON c.company_id = e.company_id AND c.xact = e.xact WHERE e.verb = 'number.recompute'
AND e.company_id = %(company)s AND c.relation = %(table)s GROUP BY e.id
"""


def _migration(room: str, name: str) -> Any:
    return import_module(f"counterfoil.lifecycle.{room}.migrations.{name}_numbers_of_every_script")


def _as_before(siege: Siege, table: str, *changes: str) -> None:
    """Store it as the program did before, past every guard and the trail."""
    siege.cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for change in changes:
        siege.cursor.execute(change, siege.names)
    siege.cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _found(siege: Siege, sql: str, **more: Any) -> Any:
    siege.cursor.execute(sql, siege.names | more)
    return siege.cursor.fetchone()


def test_numbers_of_invoices_are_made_anew_and_a_pair_that_collides_is_named(siege: Siege) -> None:
    _as_before(
        siege,
        "invoices_invoice",
        "UPDATE invoices_invoice SET number_normal = id::text WHERE state <> 'void'",
        f"UPDATE invoices_invoice SET credits_number = {_BEFORE.format('credits_number')}",
        "UPDATE invoices_invoice SET number = 'Ö-7' WHERE id = %(disputed)s",
        "UPDATE invoices_invoice SET number = 'ö 7' WHERE id = %(cleared)s",
    )
    older, younger = sorted(["disputed", "cleared"], key=lambda name: _received(siege, name))
    numbers = {"disputed": "Ö-7", "cleared": "ö 7"}
    pair = f"{numbers[older]} and {numbers[younger]}"
    assert _migration("invoices", "0005").compare_anew(siege.cursor) == [pair]
    assert [_found(siege, _FOUND.format(name))[0] for name in (older, younger)] == ["Ö-7", "Ö-7~"]
    assert [_found(siege, _FOUND.format(name)) for name in ("note", "lost_note")] == [
        ("N-109", "C-201"),
        ("N-111", "X"),
    ]
    reason, changes, without_entry = _found(siege, _ENTRY, table="invoices_invoice")
    assert pair in reason
    assert changes > 2
    assert without_entry == 0


def test_numbers_of_orders_are_made_anew_and_those_that_stay_are_not_touched(siege: Siege) -> None:
    _as_before(
        siege, "orders_order", "UPDATE orders_order SET number = 'Ä/9', number_normal = '9' WHERE id = %(loaded)s"
    )
    # A share has the number of what it draws on: that came after this migration, which would keep the two apart.
    assert _migration("orders", "0005").compare_anew(siege.cursor) == ["SHARED-1 and SHARED-1"]
    assert _found(siege, "SELECT number_normal FROM orders_order WHERE id = %(loaded)s") == ("Ä9",)
    assert _found(siege, _ENTRY, table="orders_order")[1:] == (2, 0)


def test_what_was_released_before_it_was_counted_is_counted(siege: Siege) -> None:
    """The payments of an order that was upgraded can be taken back afterwards: its balance is not below nothing by it."""
    counted = "SELECT released_amount FROM orders_order WHERE id = %(sent_order)s"
    before = _found(siege, counted)
    _as_before(siege, "orders_order", "UPDATE orders_order SET released_amount = 0 WHERE id = %(sent_order)s")
    count = import_module("counterfoil.lifecycle.payments.migrations.0003_released_is_counted").count_released
    assert (count(siege.cursor), _found(siege, counted), count(siege.cursor)) == (1, before, 0)
    assert before[0] > 0
    entry = _ENTRY.replace("number.recompute", "balance.recompute")
    assert _found(siege, entry, table="orders_order") == ("What is released is counted on its order.", 1, 0)


def _received(siege: Siege, name: str) -> Any:
    return _found(siege, f"SELECT received_at, id FROM invoices_invoice WHERE id = %({name})s")
