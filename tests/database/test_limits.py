"""What the guards do not stop, shown as it is, and what even then holds or shows."""

import psycopg
import pytest

from .attacks.writing import copied
from .siege import SUCCEEDS, Siege

pytestmark = pytest.mark.django_db

_OTHER_COMPANY = "SELECT set_config('app.company', %(their_company)s::text, true); "


def test_who_runs_sql_as_app_can_set_another_company(siege: Siege) -> None:
    """The wall stops our bugs, not a stolen connection: known, and decided by an ADR later."""
    assert siege.attempt(_OTHER_COMPANY + "SELECT FROM orders_order WHERE id = %(theirs)s") == SUCCEEDS


def test_but_even_then_no_guard_gives_way(siege: Siege) -> None:
    skipped = _OTHER_COMPANY + "UPDATE orders_order SET state = 'issued' WHERE id = %(theirs)s"
    assert siege.attempt(skipped) == "trigger order_approved"
    assert siege.attempt(_OTHER_COMPANY + "DELETE FROM orders_order WHERE id = %(theirs)s") == "grant on orders_order"


def test_an_entry_can_be_borrowed_but_its_transaction_tells(siege: Siege) -> None:
    """A change under somebody else's entry carries its own transaction, which `verify` compares."""
    borrowed = "SELECT set_config('app.entry', %(entry)s::text, true); "
    siege.run(borrowed + "UPDATE orders_order SET title = 'Borrowed' WHERE id = %(draft)s")
    compared = (
        "SELECT c.xact = pg_current_xact_id(), c.xact = e.xact FROM trail_change c JOIN trail_entry e ON e.id = c.entry_id "
        "WHERE c.row_id = %(draft)s ORDER BY seq DESC LIMIT 1"
    )
    siege.cursor.execute(compared, siege.names)
    assert siege.cursor.fetchone() == (True, False)


def test_an_entry_can_not_choose_its_transaction_moment_or_digests(siege: Siege) -> None:
    chosen = "'xact', '7', 'recorded_at', '1999-01-01', 'plain_digest', '\\x00', 'salts', '{}'::jsonb, 'verb', 'forged'"
    siege.run(copied("trail_entry", "entry", chosen))
    siege.cursor.execute(
        "SELECT xact = pg_current_xact_id(), recorded_at > '2020-01-01', length(plain_digest), salts ? 'reason' "
        "FROM trail_entry WHERE verb = 'forged'"
    )
    assert siege.cursor.fetchone() == (True, True, 32, True)


def test_a_change_made_without_an_entry_says_so(siege: Siege) -> None:
    siege.run("SELECT set_config('app.entry', '', true); UPDATE orders_order SET title = 'x' WHERE id = %(draft)s")
    siege.cursor.execute(
        "SELECT entry_id FROM trail_change WHERE row_id = %(draft)s ORDER BY seq DESC LIMIT 1", siege.names
    )
    assert siege.cursor.fetchone() == (None,)


def test_the_trail_keeps_of_a_secret_only_that_it_changed(siege: Siege) -> None:
    siege.run(
        "INSERT INTO companies_apikey (id, company_id, member_id, name, prefix, secret_sha256, scopes, made_by_id, made_at) "
        "VALUES (gen_random_uuid(), %(company)s, %(edda)s, 'Key', 'cf_x', 'nobody reads this', '{}', %(edda)s, now())"
    )
    siege.cursor.execute(
        "SELECT c.secret, c::text FROM trail_change c WHERE relation = 'companies_apikey' ORDER BY seq"
    )
    secret, whole = siege.cursor.fetchall()[-1]
    assert secret == ["secret_sha256"]
    assert "nobody reads this" not in whole


def test_without_a_company_every_question_is_an_error(siege: Siege) -> None:
    """A forgotten scope is never an empty page."""
    siege.cursor.execute("SET LOCAL SESSION AUTHORIZATION app")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no company is set"):
        siege.cursor.execute("SELECT FROM orders_order")
