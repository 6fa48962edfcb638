"""What was shown and accepted: each figure that was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify import balances, evidence, invoices, matching, payments, steps
from counterfoil.insight.verify.books import verify

from ..actions.billing import accepted, received
from ..cast import Cast
from .fulfilment import LINE, Case, named, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told() as cast:
        yield cast


CHECKS = (balances, evidence, invoices, matching, payments, steps)
CASES: dict[str, Case] = {
    "accepted quantity": (
        "orders_orderline",
        "accepted_quantity = 7 WHERE " + LINE.format(3),
        (
            "accepted: the accepted quantity of line 1 of order PO-2026-00003 is 7, and its rows add up to 6",
            "accepted: line 1 of order PO-2026-00003 has 600 accepted, worth 700",
        ),
    ),
    "accepted amount of the order": (
        "orders_order",
        "accepted_amount = 599 WHERE number = 'PO-2026-00003'",
        ("accepted: the accepted amount of order PO-2026-00003 is 599, and its rows add up to 600",),
    ),
    "accepted beyond the limit": (
        "orders_orderline",
        "accepted_quantity = 11, accepted_amount = 1100 WHERE " + LINE.format(3),
        (
            "limit: line 1 of order PO-2026-00003 has 11 accepted, and its limit is 10",
            "is 11, and its rows add up to 6",
            "is 1100, and its rows add up to 600",
        ),
    ),
    "accepted before it is": (
        "evidence_piece",
        "accepted_quantity = 1 WHERE state = 'submitted'",
        (" is submitted, with 1 accepted of 1",),
    ),
    "corrected": (
        "evidence_piece",
        "corrected_quantity = 1, corrected_amount = 150 WHERE corrected_quantity = 2",
        ("is 1, and its rows add up to 2", "is 150, and its rows add up to 200"),
    ),
    "corrected beyond what was accepted": (
        "evidence_piece",
        "corrected_quantity = 9 WHERE corrected_quantity = 2",
        ("is corrected by 9 where 8 was accepted", "is 9, and its rows add up to 2", "claims: the live claims"),
    ),
    "used": (
        "evidence_piece",
        "used_quantity = 4 WHERE used_quantity = 5",
        ("used: the used quantity of evidence",),
    ),
    "used twice": (
        "evidence_piece",
        "used_quantity = 12 WHERE used_quantity = 5",
        ("is used for 12 where 10 was accepted", "is 12, and its rows add up to 5"),
    ),
    "open claims": (
        "orders_order",
        "open_claims = 1 WHERE number = 'PO-2026-00003'",
        ("claims: the open claims of order PO-2026-00003 is 1, and its rows add up to 2",),
    ),
    "live claims": (
        "orders_order",
        "live_claims = 3 WHERE number = 'PO-2026-00001'",
        ("claims: the live claims of order PO-2026-00001 is 3, and its rows add up to 2",),
    ),
}
LOOSE = {
    "accepted beyond the limit": ("orderline_accepted",),
    "corrected beyond what was accepted": ("piece_corrected_once",),
    "used twice": ("piece_used_once",),
}
"""What a CHECK would refuse even to the owner is tried without it."""


@pytest.mark.parametrize("what", CASES)
def test_a_changed_figure_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    named(cast, owner, CASES[what], *LOOSE.get(what, ()))


def test_what_was_done_through_the_verbs_agrees(cast: Cast) -> None:
    assert verify(cast.company_id).findings == []


def _questions(cast: Cast) -> int:
    with scope.reading(cast.company_id), CaptureQueriesContext(connection) as asked:
        assert [found for check in CHECKS for found in check.check(cast.company_id)] == []
    return len(asked)


def test_the_number_of_questions_does_not_grow_with_the_claims(cast: Cast) -> None:
    few = _questions(cast)
    for number in range(7, 10):
        order_id = cast.issued()
        accepted(cast, order_id)
        received(cast, order_id, number=f"N-{number}", quantity=number)
    assert _questions(cast) == few
