"""Money before an invoice: what was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from ..actions.advancing import advanced
from ..actions.billing import accepted, received
from ..actions.test_credit_balances import release
from ..cast import Cast
from .fulfilment import Case, told
from .tampering import sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)


def tell(cast: Cast) -> None:
    """An advance of 300.00 that Rita asked for and Fay released, and an invoice that it paid alone."""
    order_id = cast.issued()
    accepted(cast, order_id)
    advanced(cast, order_id)
    release(cast, received(cast, order_id, number="R-1", quantity=3)["id"])


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(tell) as cast:
        yield cast


_ADVANCE = "kind = 'advance'"
CASES: dict[str, Case] = {
    "released by who asked for it": (
        "payments_payment",
        f"released_by_id = (SELECT entered_by_id FROM invoices_invoice WHERE {_ADVANCE})",
        ("advance: who asked for ",),
    ),
    "something else than money": (
        "invoices_invoice",
        f"tax = 57, net = 243 WHERE {_ADVANCE}",
        (" is an advance of 300",),
    ),
    "asked for still, though it has arrived": (
        "invoices_invoice",
        f"credited_amount = 0 WHERE {_ADVANCE}",
        ("credited: the credited amount of invoice ",),
    ),
    "set off, and not counted": (
        "payments_setoff",
        "live = false",
        (" of the credit balance of ", "returned: the returned amount of invoice "),
    ),
}


def test_the_story_agrees(cast: Cast) -> None:
    assert sentences(cast.company_id) == []


@pytest.mark.parametrize("what", CASES)
def test_a_changed_figure_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    table, changes, wanted = CASES[what]
    with tampered(
        owner, table, f"UPDATE {table} SET {changes}", ["invoice_advance_whole"] if "credited" in changes else []
    ):
        found = sentences(cast.company_id)
    assert all(any(one in sentence for sentence in found) for one in wanted), found
