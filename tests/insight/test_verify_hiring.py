"""What was agreed before an order: what was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from ..actions import contracting, hiring, posting
from ..cast import Cast
from .fulfilment import Case, told
from .tampering import sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)


def tell(cast: Cast) -> None:
    """Offers in every state, one from a post that it fills, contracts by an offer and by a file, and an order under one."""
    hiring.drafted(cast, title="Draft")
    hiring.declined(cast, title="Declined")
    hiring.accepted(cast, title="Agreed", post_id=str(posting.published(cast)))
    posting.withdrawn(cast)
    contracting.started(cast)
    contracting.ended(cast, engagement_id=contracting.another_engagement(cast))
    cast.issued()
    hiring.approve(cast, hiring.in_review(cast, title="Reviewed"))
    hiring.in_review(cast, title="In review")


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(tell) as cast:
        yield cast


_OFFER, _CONTRACT = "engagements_offer", "engagements_contract"
CASES: dict[str, Case] = {
    "another price than was shown": (
        _OFFER,
        "amount = 9000 WHERE title = 'Declined'",
        ("shows otherwise than it says",),
    ),
    "another text than its hash is of": (
        _OFFER,
        "document = replace(document, 'forty', 'fifty') WHERE title = 'Agreed'",
        ("is not what its hash is of", "shows otherwise than it says"),
    ),
    "an approval of less than it can come to": (
        "approvals_approval",
        "amount = 1 WHERE state = 'open'",
        ("was asked for 1, and it can come to 1000",),
    ),
    "an approval that leaves the contractor out": (
        "approvals_approval",
        "interested = ARRAY[requester_id] WHERE state = 'open'",
        ("leaves out somebody who had a hand in it",),
    ),
    "accepted by nobody": (
        _OFFER,
        "state = 'accepted', decided_by_id = made_by_id, decided_at = sent_at WHERE title = 'Reviewed'",
        ("is accepted, and its entries lead to sent", "is accepted without an engagement of its contractor"),
    ),
    "a contract of another hash": (
        _CONTRACT,
        "digest = 'f' WHERE offer_id IS NULL AND state = 'started'",
        ("carries another hash",),
    ),
    "a contract that says otherwise than its offer": (
        _CONTRACT,
        "currency = 'USD' WHERE offer_id IS NOT NULL",
        ("says otherwise than the offer that was accepted",),
    ),
    "a post that nobody fills": (
        "engagements_jobpost",
        "state = 'filled', filled_at = ended_at WHERE state = 'withdrawn'",
        ("is filled, and its entries lead to withdrawn", "is filled, and no offer from it was accepted"),
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
