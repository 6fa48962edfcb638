"""What was asked for before an order: what was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from counterfoil.insight.verify import requisitions

from ..actions import requisitioning
from ..cast import Cast
from .fulfilment import Case, told
from .tampering import sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)


def tell(cast: Cast) -> None:
    """Requisitions in every state, an order under one and, where that is not asked for, one without."""
    requisitioning.needing(cast)
    requisitioning.needing(cast, on=False)
    cast.issued()
    requisitioning.drafted(cast, title="Draft")
    requisitioning.submitted(cast, title="Submitted", contractor_id=str(cast.contractor_id))
    requisitioning.rejected(cast, title="Rejected")
    requisitioning.withdrawn(cast, requisitioning.approved(cast, title="Given up"))
    cast.issued(requisition_id=str(requisitioning.approved(cast, title="Approved")))


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(tell) as cast:
        yield cast


_WISH = "engagements_requisition"
CASES: dict[str, Case] = {
    "more than was shown": (
        _WISH,
        "amount = 9000 WHERE title = 'Approved'",
        ("shows otherwise than it says", "was asked for 4000, and it allows 9000"),
    ),
    "another text than its hash is of": (
        _WISH,
        "document = replace(document, 'Forty', 'Fifty') WHERE title = 'Approved'",
        ("is not what its hash is of", "shows otherwise than it says"),
    ),
    "an approval that leaves the contractor out": (
        "approvals_approval",
        "interested = ARRAY[requester_id] WHERE state = 'open'",
        ("leaves out somebody who had a hand in it",),
    ),
    "an order in another currency than it": (
        _WISH,
        "currency = 'USD' WHERE title = 'Approved'",
        ("does not fit requisition",),
    ),
    "orders that hold more than it allows": (
        _WISH,
        "amount = 500 WHERE title = 'Approved'",
        ("hold 1000 together, and it allows 500",),
    ),
    "approved by nobody": (
        _WISH,
        "state = 'approved', decided_by_id = made_by_id, decided_at = submitted_at WHERE title = 'Submitted'",
        ("is approved, and its entries lead to submitted", "stands on no approval of what it shows"),
    ),
}


@pytest.mark.req(117)
def test_an_order_without_one_is_named_where_orders_begin_with_one(
    cast: Cast, owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requisitions, "GRACE", "0 seconds")
    table = "engagements_requisitionpolicy"
    with tampered(owner, table, f"UPDATE {table} SET requisitions_needed = true"):
        found = sentences(cast.company_id)
    assert any("was submitted without a requisition, where orders begin with one" in one for one in found), found


@pytest.mark.req(117)
def test_the_story_agrees(cast: Cast) -> None:
    assert sentences(cast.company_id) == []


@pytest.mark.parametrize("what", CASES)
def test_it_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    table, change, expected = CASES[what]
    with tampered(owner, table, f"UPDATE {table} SET {change}"):
        found = sentences(cast.company_id)
    for part in expected:
        assert any(part in one for one in found), found
