"""What was settled without money: what was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import matched
from ..actions.writing_off import SMALL, partly_paid, rest_settled, settled_without_money, written_off
from ..cast import NOW, Cast
from .fulfilment import BILL, Case, told
from .tampering import sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)
_ALONE = "approved_by_id IS NULL AND state = 'standing'"


def tell(cast: Cast) -> None:
    """R-1 of 50.00 is written off by one person, R-2 by two where 400.00 were left; PO-2026-00003 is given up, R-4 waits."""
    written_off(cast, matched(cast, **SMALL))
    settled_without_money(cast, partly_paid(cast, number="R-2"))
    rest_settled(cast, cast.issued())
    written_off(cast, matched(cast, number="R-4", quantity=9))
    payments.set_write_off_limit(by=cast.olga, at=NOW, amount=Decimal(90))


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(tell) as cast:
        yield cast


CASES: dict[str, Case] = {
    "what is written off of an invoice": (
        "invoices_invoice",
        "written_off_amount = 40 WHERE " + BILL.format(1),
        (
            "written off: the written off amount of invoice R-1 is 40, and its rows add up to 50",
            "written off: invoice R-1 is written_off: 40 of it is written off, where 50 was left",
        ),
    ),
    "what is written off of an order": (
        "orders_order",
        "written_off_amount = 999 WHERE number LIKE '%00003'",
        ("written off: the written off amount of order PO-2026-00003 is 999, and its rows add up to 1000",),
    ),
    "an invoice that is paid after all": (
        "invoices_invoice",
        "state = 'paid' WHERE " + BILL.format(2),
        (
            "state: invoice R-2 is paid, and its entries lead to written_off",
            "written off: invoice R-2 is paid: 400 of it is written off, where 400 was left",
            "payment: invoice R-2 is paid: 1000 is owed, payments of 600 stand on it and 600 is settled",
        ),
    ),
    "nobody else approved it": (
        "payments_writeoff",
        "approved_by_id = NULL, approved_at = NULL WHERE amount = 400",
        (" over 400 EUR was written off by one person alone",),
    ),
    "its author approved it": (
        "payments_writeoff",
        "approved_by_id = noted_by_id WHERE amount = 400",
        (" over 400 approved it",),
    ),
    "much more than one alone may": (
        "payments_writeoff",
        f"amount = 5000 WHERE {_ALONE}",
        (
            " over 5000 EUR was written off by one person alone",
            "written off: the written off amount of invoice R-1 is 50, and its rows add up to 5000",
        ),
    ),
    "it waits no more": (
        "payments_writeoff",
        "state = 'standing', approved_by_id = (SELECT id FROM companies_member WHERE name = 'Olga'), approved_at = noted_at"
        " WHERE state = 'noted'",
        (
            "state: write-off ",
            "written off: the written off amount of invoice R-4 is 0, and its rows add up to 900",
        ),
    ),
    "in another currency": (
        "payments_writeoff",
        "currency = 'USD' WHERE amount = 400",
        (" is in USD, of something in EUR or of another order",),
    ),
}


def test_the_story_agrees(cast: Cast) -> None:
    assert sentences(cast.company_id) == []


@pytest.mark.parametrize("what", CASES)
def test_it_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    table, change, expected = CASES[what]
    with tampered(owner, table, f"UPDATE {table} SET {change}"):
        found = sentences(cast.company_id)
    for part in expected:
        assert any(part in one for one in found), found
    assert len(found) == len(expected), found
