"""The same amount twice on one day: what was changed behind the program's back is named, with what it should be."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from ..actions.billing import released
from ..actions.test_payment_confirm_twin import colleague, confirm, release, second
from ..cast import Cast
from .fulfilment import Case, told
from .tampering import sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)


def tell(cast: Cast) -> None:
    """R-1 of 1,000.00 is released by Fay, and by Petra's word the same of R-2; another word of Petra's nobody used."""
    first, petra = released(cast), colleague(cast)
    confirm(petra, first)
    release(cast, second(cast))
    confirm(petra, first)


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(tell) as cast:
        yield cast


_USED = "covers_id IS NOT NULL"
_RELEASER = "(SELECT released_by_id FROM payments_payment LIMIT 1)"
CASES: dict[str, Case] = {
    "a word that is gone": (
        "payments_twin",
        f"covers_id = NULL, payment_id = covers_id WHERE {_USED}",
        (" of 1000 EUR was released on 2026-03-02 beside payment ",),
    ),
    "a word for another amount": (
        "payments_twin",
        f"amount = 999 WHERE {_USED}",
        (" of 1000 EUR was released on 2026-03-02 beside payment ", " is for 999 EUR on 2026-03-02, and neither "),
    ),
    "a word for another day": (
        "payments_twin",
        "day = '2026-03-01' WHERE covers_id IS NULL",
        (" is for 1000 EUR on 2026-03-01, and neither ",),
    ),
    "a word in somebody else's name": (
        "payments_twin",
        f"confirmed_by_id = {_RELEASER} WHERE covers_id IS NULL",
        (", and its entry says ",),
    ),
    "one's own word": (
        "payments_twin",
        f"confirmed_by_id = {_RELEASER} WHERE {_USED}",
        (
            ", and its entry says ",
            "twin: who gave the word for a second payment beside payment ",
            ", and confirmed it as a second one",
        ),
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
