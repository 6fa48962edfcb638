"""How often an index was used within a transaction: a look-up that reads a whole company is slow only when it is too late."""

import pytest

from .siege import Siege

pytestmark = pytest.mark.django_db


def test_an_earlier_answer_is_found_by_its_key_whatever_the_key(siege: Siege) -> None:
    """Its plan is made once for all keys, and the index holds only entries that have one."""
    siege.run("SELECT * FROM earlier_answer(%(company)s::text, %(rita)s, 'some key')")
    assert _scans(siege, "entry_key_once") == 1


def test_an_entry_s_changes_are_found_in_their_order(siege: Siege) -> None:
    siege.cursor.execute("SELECT entry_leaf(%(company)s, %(entry)s)", siege.names)
    assert _scans(siege, "change_entry") == 1


def test_an_order_is_found_by_its_number_without_its_minter(siege: Siege) -> None:
    """A paper does not say who minted what it quotes: with the minter in between, a company's every number is read."""
    siege.cursor.execute("SELECT pg_get_indexdef('order_number_once'::regclass)")
    row = siege.cursor.fetchone()
    assert row is not None
    assert "(company_id, number_normal" in row[0]


def _scans(siege: Siege, index: str) -> int:
    siege.cursor.execute("SELECT pg_stat_get_xact_numscans(%s::regclass)", [index])
    row = siege.cursor.fetchone()
    assert row is not None
    return int(row[0])
