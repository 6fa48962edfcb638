"""Whatever is done behind the program's back shows: by the owner role, triggers on or off, in rows and in the trail."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Parked
from counterfoil.insight.verify import orders as order_checks
from counterfoil.insight.verify.books import Verdict, verify
from counterfoil.interfaces.cli.verify import as_text
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.interfaces.jobs.worker import seal
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from .tampering import OFF, Behind, kinds

pytestmark = pytest.mark.django_db(transaction=True)


def sealed(cast: Cast) -> UUID:
    """An issued order whose entries are sealed."""
    order_id = cast.issued()
    assert verify(cast.company_id).clean
    return order_id


@pytest.mark.req(95)
def test_the_books_of_the_whole_line_agree(cast: Cast) -> None:
    cast.issued()
    cast.pending()
    cast.approved()
    orders.cancel(by=cast.iris, at=NOW, order_id=cast.issued(), reason="Wrong contractor.", replace=True)
    orders.discard(by=cast.rita, at=NOW, order_id=cast.draft())
    verdict = verify(cast.company_id)
    assert verdict.findings == []
    assert (verdict.orders, verdict.positions) == (6, verdict.entries)
    assert len(verdict.head) == 64


def test_a_change_by_the_owner_with_triggers_on_has_no_entry(cast: Cast, behind: Behind) -> None:
    order_id = sealed(cast)
    behind("SELECT set_config('app.company', %s, false)", str(cast.company_id))
    behind("UPDATE orders_order SET updated_at = now() WHERE id = %s", order_id)
    assert kinds(cast.company_id) == {"change without entry"}


def test_a_change_with_a_borrowed_entry_shows(cast: Cast, behind: Behind) -> None:
    order_id = sealed(cast)
    behind(
        "SELECT set_config('app.company', %s, false), set_config('app.entry', (SELECT id::text FROM trail_entry"
        " WHERE order_id = %s AND verb = 'order.issue'), false)",
        str(cast.company_id),
        order_id,
    )
    behind("UPDATE orders_order SET updated_at = now() WHERE id = %s", order_id)
    assert kinds(cast.company_id) == {"change without entry"}


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE orders_order SET noted_number = 'X', noted_amount = 1, noted_on = 'infinity' WHERE id = '{}'",
        "UPDATE orders_order SET updated_at = 'infinity' WHERE id = '{}'",
    ],
)
def test_a_row_that_nobody_can_read_hides_nothing_else(cast: Cast, behind: Behind, forgery: str) -> None:
    """A day without end is one for PostgreSQL, and none for Python."""
    order_id, other = sealed(cast), sealed(cast)
    behind(OFF.format("orders_order", f"UPDATE orders_order SET limit_amount = 5000 WHERE id = '{other}'"))
    behind(OFF.format("orders_order", forgery.format(order_id)))
    assert {"row not as trailed", "limit", "unreadable"} <= kinds(cast.company_id)


QUIET = {
    "title": ("orders_order", "UPDATE orders_order SET title = 'Other'", {"row not as trailed"}),
    "price": (
        "orders_revisionline",
        "UPDATE orders_revisionline SET unit_price = 1",
        {"row not as trailed", "sums", "hash"},
    ),
    "state": ("orders_order", "UPDATE orders_order SET state = 'approved'", {"row not as trailed", "state"}),
    "limit": ("orders_order", "UPDATE orders_order SET limit_amount = 5000", {"row not as trailed", "limit"}),
    "line limit": (
        "orders_orderline",
        "UPDATE orders_orderline SET limit_quantity = 99",
        {"row not as trailed", "limit"},
    ),
    "counter": ("orders_counter", "UPDATE orders_counter SET value = 7", {"row not as trailed", "counter"}),
    "approval": (
        "approvals_approval",
        "UPDATE approvals_approval SET state = 'open'",
        {"row not as trailed", "approval", "state"},
    ),
    "document": (
        "orders_order",
        "UPDATE orders_order SET document = replace(document, '1000.00', '9000.00')",
        {"row not as trailed", "hash"},
    ),
    "added": (
        "parties_contractor",
        "INSERT INTO parties_contractor (id, company_id, code, name, email, address, country, currency, language, payment_terms,"
        " version) SELECT"
        " gen_random_uuid(), company_id, 'GHOST', 'Ghost', '', '', '', 'EUR', '', '', 1 FROM parties_contractor LIMIT 1",
        {"row not as trailed"},
    ),
    "member": ("companies_right", "UPDATE companies_right SET role = 'owner'", {"row not as trailed"}),
}


@pytest.mark.parametrize("what", QUIET)
def test_a_change_with_the_triggers_off_shows(cast: Cast, behind: Behind, what: str) -> None:
    sealed(cast)
    table, sql, expected = QUIET[what]
    behind(OFF.format(table, sql))
    assert kinds(cast.company_id) == expected


def test_a_column_that_is_younger_than_the_row_holds_its_default_or_shows(cast: Cast, behind: Behind) -> None:
    sealed(cast)
    behind("UPDATE trail_change SET plain = plain - 'side' WHERE relation = 'orders_order'")
    assert "row not as trailed" not in kinds(cast.company_id)
    behind(OFF.format("orders_order", "UPDATE orders_order SET side = 'client'"))
    assert "row not as trailed" in kinds(cast.company_id)


def test_a_deleted_row_shows(cast: Cast, behind: Behind) -> None:
    order_id = sealed(cast)
    behind(OFF.format("orders_revisionline", f"DELETE FROM orders_revisionline WHERE order_id = '{order_id}'"))
    assert "row not as trailed" in kinds(cast.company_id)


def test_an_issued_order_that_was_cancelled_still_says_what_was_hashed(cast: Cast, behind: Behind) -> None:
    orders.cancel(by=cast.iris, at=NOW, order_id=sealed(cast), reason="Wrong contractor.")
    assert verify(cast.company_id).clean
    behind(OFF.format("orders_revision", "UPDATE orders_revision SET starts_on = '2026-01-01'"))
    assert kinds(cast.company_id) == {"row not as trailed", "hash"}


def test_a_draft_may_say_something_else_than_when_it_was_submitted(cast: Cast) -> None:
    """It was recalled and changed; cancelled then, it was never issued."""
    order_id = cast.pending()
    orders.recall(by=cast.rita, at=NOW, order_id=order_id)
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges(ends_on="2026-12-31"))
    assert verify(cast.company_id).clean
    orders.cancel(by=cast.rita, at=NOW, order_id=order_id, reason="Not needed.")
    assert verify(cast.company_id).clean


def test_an_order_that_lost_its_revision_shows(cast: Cast, behind: Behind) -> None:
    sealed(cast)
    behind(OFF.format("orders_revision", "UPDATE orders_revision SET number = 7"))
    assert {"sums", "row not as trailed"} <= kinds(cast.company_id)


def _questions(cast: Cast) -> int:
    with scope.reading(cast.company_id), CaptureQueriesContext(connection) as asked:
        assert list(order_checks.check(cast.company_id)) == []
    return len(asked)


def test_the_number_of_questions_does_not_grow_with_the_orders(cast: Cast) -> None:
    cast.issued()
    few = _questions(cast)
    for _ in range(5):
        cast.issued(lines=[line(), line()])
    assert _questions(cast) == few


def test_orders_of_every_batch_are_looked_at(cast: Cast, behind: Behind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_checks, "BATCH", 2)
    issued = [cast.issued(lines=[line(), line(2)]) for _ in range(5)]
    assert verify(cast.company_id).clean
    behind(OFF.format("orders_revisionline", "UPDATE orders_revisionline SET unit_price = 1"))
    assert [one.check for one in verify(cast.company_id).findings].count("sums") == len(issued)


def test_what_a_follower_gave_up_on_is_listed_and_no_fault_of_the_books(cast: Cast) -> None:
    seal()
    with scope.bookkeeping(cast.company_id):
        Parked.objects.create(
            company_id=cast.company_id, follower="order_pdf", position=5, error="ValueError('no')", at=NOW
        )
    verdict = verify(cast.company_id)
    [parked] = verdict.as_data()["parked"]
    assert verdict.clean and "order_pdf gave up on the entry at position 5" in parked["sentence"]
    assert "ValueError('no')" in as_text(verdict)
    assert verify(cast.mallory.company_id).parked == []


TRAIL: dict[str, tuple[str, set[str]]] = {
    "entry deleted": (
        "DELETE FROM trail_entry WHERE verb = 'order.approve'",
        {"entry deleted", "change without entry"},
    ),
    "entry altered": (
        "UPDATE trail_entry SET at = at - interval '1 day' WHERE verb = 'order.approve'",
        {"entry altered"},
    ),
    "reason altered": ("UPDATE trail_entry SET reason = 'fine' WHERE verb = 'order.cancel'", {"entry altered"}),
    "change altered": (
        "UPDATE trail_change SET plain = jsonb_set(plain, '{state,1}', '\"draft\"') WHERE relation = 'orders_order'"
        " AND op = 'U'",
        {"entry altered", "row not as trailed"},
    ),
    "personal value altered": (
        "UPDATE trail_change SET personal = jsonb_set(personal, '{title,1}', '\"x\"') WHERE personal ? 'title'",
        {"change altered", "row not as trailed"},
    ),
    "personal value added": (
        'UPDATE trail_change SET personal = personal || \'{"notes": ["", "added"]}\' WHERE relation = \'orders_order\''
        " AND op = 'U' AND NOT personal ? 'notes'",
        {"change altered"},
    ),
    "personal value added with a salt": (
        'UPDATE trail_change SET personal = personal || \'{"notes": ["", "added"]}\', salts = salts || \'{"notes": "x"}\''
        " WHERE relation = 'orders_order' AND op = 'U' AND NOT personal ? 'notes'",
        {"change altered"},
    ),
    "personal value taken out and its salt left": (
        "UPDATE trail_change SET personal = personal - 'title' WHERE relation = 'orders_order' AND personal ? 'title'",
        {"change altered"},
    ),
    "reason without a salt": (
        "UPDATE trail_entry SET reason = 'fine', salts = salts - 'reason' WHERE verb = 'order.cancel'",
        {"entry altered"},
    ),
    "last seal cut off": (
        "DELETE FROM trail_seal WHERE number = (SELECT max(number) FROM trail_seal) AND first > 1",
        {"seals cut off"},
    ),
    "change deleted": (
        "DELETE FROM trail_change WHERE relation = 'orders_order' AND op = 'U'",
        {"entry altered", "row not as trailed"},
    ),
    "reordered": (
        "UPDATE trail_position SET position = -position; UPDATE trail_position SET position = CASE -position"
        " WHEN 30 THEN 31 WHEN 31 THEN 30 ELSE -position END",
        {"seal broken"},
    ),
    "position deleted": ("DELETE FROM trail_position WHERE position = 30", {"entry unsealed", "seal broken"}),
    "seal altered": ("UPDATE trail_seal SET root = sha256('x') WHERE number = 1", {"seal broken", "chain broken"}),
    "seal deleted": ("DELETE FROM trail_seal WHERE number = 1", {"seal broken", "chain broken"}),
}


@pytest.mark.parametrize("what", TRAIL)
def test_a_doctored_trail_shows(cast: Cast, behind: Behind, what: str) -> None:
    orders.cancel(by=cast.iris, at=NOW, order_id=cast.issued(), reason="Wrong contractor.")
    seal()
    sealed(cast)
    sql, expected = TRAIL[what]
    behind(sql)
    assert kinds(cast.company_id) >= expected


def test_an_entry_without_a_position_shows_only_when_it_should_have_one(cast: Cast, behind: Behind) -> None:
    order_id = sealed(cast)
    behind("DELETE FROM trail_position")
    behind("DELETE FROM trail_seal")
    assert kinds(cast.company_id) == {"entry unsealed"}
    assert order_id


def test_a_file_that_is_gone_or_altered_shows(cast: Cast) -> None:
    cast.issued()
    seal()
    Follower().catch_up(NOW)
    with scope.reading(cast.company_id):
        document: Any = Document.objects.get()
    file = store.place(cast.company_id, document.sha256)
    content = file.read_bytes()
    file.chmod(0o600)
    file.write_bytes(b"other")
    assert kinds(cast.company_id) == {"document"}
    file.unlink()
    assert kinds(cast.company_id) == {"document"}
    file.write_bytes(content)
    assert verify(cast.company_id).clean


def test_a_member_may_verify_only_where_they_belong(cast: Cast) -> None:
    cast.issued()
    verdict: Verdict = verify(cast.mallory.company_id)
    assert (verdict.clean, verdict.orders) == (True, 0)
