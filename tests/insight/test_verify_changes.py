"""What contracts allow: what was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from ..actions import changing, contracting, hiring
from ..cast import Cast
from .fulfilment import Case, told
from .tampering import sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)


def tell(cast: Cast) -> None:
    """Change requests in every state, each of a contract of its own; one contract was changed twice, one came of an offer."""

    def signed(title: str) -> Any:
        return contracting.signed(cast, contracting.another_engagement(cast, title))

    changing.drafted(cast, signed("Drawn"), why="Draft")
    changing.submitted(cast, signed("Asked"), why="Submitted")
    changing.rejected(cast, signed("Refused"), why="Rejected")
    changing.withdrawn(cast, changing.drafted(cast, signed("Given up")))
    twice = signed("Twice")
    changing.approved(cast, twice, why="First", unit_rate="100", unit="HUR", ends_on="2026-09-30")
    changing.approved(cast, twice, why="Second", amount=None, order_kind="issued")
    cast.issued(engagement_id=contracting.contract_of(cast, twice).engagement_id)
    offered = hiring.accepted(cast, values=hiring.by_the_hour(cast, title="By the hour"))
    engagement = hiring.offer_of(cast, offered).engagement_id
    changing.approved(cast, contracting.of_engagement(cast, engagement), why="Offered", unit_rate="110", unit="HUR")


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(tell) as cast:
        yield cast


_CHANGE, _CONTRACT = "engagements_changerequest", "engagements_contract"
_TWICE = "id = (SELECT contract_id FROM engagements_changerequest WHERE why = 'Second')"
CASES: dict[str, Case] = {
    "a contract that allows more than was approved": (
        _CONTRACT,
        f"amount = 9000 WHERE {_TWICE}",
        ("allows something else than was signed and changed since",),
    ),
    "a contract that was never changed, and allows more than was signed": (
        _CONTRACT,
        "amount = 9000 WHERE id = (SELECT contract_id FROM engagements_changerequest WHERE why = 'Submitted')",
        ("allows something else than was signed and changed since",),
    ),
    "more than was shown": (
        _CHANGE,
        "amount = 9000 WHERE why = 'First'",
        (
            "shows otherwise than it says",
            "was asked for 3000, and the contract would allow 9000",
            "begins with something else",
        ),
    ),
    "a change that began with something else": (
        _CHANGE,
        "was_amount = 1 WHERE why = 'First'",
        ("shows otherwise than it says", "begins with something else than its contract allowed then"),
    ),
    "a change of an offer's rate that began with another": (
        _CHANGE,
        "was_unit_rate = 1 WHERE why = 'Offered'",
        ("begins with something else", "says otherwise than the offer that was accepted"),
    ),
    "another text than its hash is of": (
        _CHANGE,
        "document = replace(document, 'Second', 'Third') WHERE why = 'Second'",
        ("is not what its hash is of", "shows otherwise than it says"),
    ),
    "an approval of something else": (
        "approvals_approval",
        f"digest = 'f' WHERE subject_id = (SELECT id FROM {_CHANGE} WHERE why = 'Second')",
        ("stands on no approval of what it shows",),
    ),
    "an approval that leaves the contractor out": (
        "approvals_approval",
        "interested = ARRAY[requester_id] WHERE state = 'open'",
        ("leaves out somebody who had a hand in it",),
    ),
    "a change that is left out": (
        _CHANGE,
        "number = 3 WHERE why = 'Second'",
        ("begins with something else than its contract allowed then",),
    ),
    "approved by nobody": (
        _CHANGE,
        "state = 'approved', number = 1, decided_by_id = made_by_id, decided_at = submitted_at WHERE why = 'Submitted'",
        (
            "is approved, and its entries lead to submitted",
            "stands on no approval of what it shows",
            "allows something else than was signed and changed since",
        ),
    ),
}


@pytest.mark.req(52)
def test_the_story_agrees(cast: Cast) -> None:
    assert sentences(cast.company_id) == []


@pytest.mark.req(52)
@pytest.mark.parametrize("what", CASES)
def test_it_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    table, change, expected = CASES[what]
    with tampered(owner, table, f"UPDATE {table} SET {change}"):
        found = sentences(cast.company_id)
    for part in expected:
        assert any(part in one for one in found), found


def test_not_every_level_was_asked(cast: Cast, owner: psycopg.Connection[Any]) -> None:
    asked = f"(SELECT approval_id FROM {_CHANGE} WHERE why = 'Second')"
    with tampered(owner, "approvals_step", f"DELETE FROM approvals_step WHERE position = 2 AND approval_id = {asked}"):
        found = sentences(cast.company_id)
    assert any("has no most, and not every level was asked" in one for one in found), found
