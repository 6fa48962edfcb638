"""What may be a second copy of an earlier document waits for a person, though its number is another one."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import Answer, claim, kinds_of, received


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("R-17", "R-0017", True),
        ("17", "INV-17", True),
        ("2026/17", "RE 2026-017", True),
        ("R-0", "R-000", True),
        ("R-17", "R-18", False),
        ("R-17", "R-170", False),
        ("217", "2-17", True),
        ("2026-1-11", "2026-11-1", True),
        ("R-17", "R-17/B", True),
        ("\u0420\u0415-17", "PE-17", True),
        ("RO-17", "R0-17", True),
        ("INV-17", "RE-17", False),
        ("\u0410-15", "\u0411-15", False),
        ("\u03a4\u0399\u039c-001", "\u03a0\u0399\u03a3-001", False),
        ("\u8acb\u6c42\u66f8-7", "\u898b\u7a4d\u66f8-7", False),
        ("\u00d6-12", "\u00c4-12", False),
        ("AB", "CD", False),
    ],
)
def test_numbers_of_the_same_figures_or_look_are_suspected_and_another_word_is_another_number(
    cast: Cast, one: str, other: str, alike: bool
) -> None:
    received(cast, number=one, quantity=7)
    assert ("duplicate" in kinds_of(cast, received(cast, number=other)["id"])) == alike


@pytest.mark.parametrize(
    ("more", "alike"),
    [
        ({}, True),
        ({"issued_on": NOW.date() - timedelta(days=1)}, False),
        ({"unit_price": "100.01"}, False),
        ({"kind": "credit", "credits": "R-9"}, False),
    ],
)
def test_the_same_day_and_total(cast: Cast, more: Answer, alike: bool) -> None:
    received(cast, number="first")
    assert ("duplicate" in kinds_of(cast, received(cast, number="second", **more)["id"])) == alike


@pytest.mark.parametrize("ending", ["reject", "void"])
def test_what_has_ended_is_no_earlier_document(cast: Cast, ending: str) -> None:
    first = UUID(received(cast, number="R-17", quantity=7)["id"])
    getattr(matching, ending)(by=cast.petra, at=NOW, invoice_id=first, reason="Sent by mistake")
    assert "duplicate" not in kinds_of(cast, received(cast, number="R-017")["id"])


def test_the_earlier_one_is_not_held_up_by_the_later(cast: Cast) -> None:
    first = received(cast, number="R-17", quantity=7)["id"]
    later = claim(cast, number="R-017")
    matching.receive(by=cast.petra, at=NOW + timedelta(minutes=1), values=later)
    matching.match(by=cast.petra, at=NOW + timedelta(minutes=2), invoice_id=UUID(first))
    assert "duplicate" not in kinds_of(cast, first)


def test_of_two_that_came_in_the_same_moment_one_is_the_earlier(cast: Cast) -> None:
    first = received(cast, number="R-17", quantity=7)["id"]
    second = received(cast, number="R-017", quantity=7)["id"]
    assert [_alike(cast.company_id, one) for one in (first, second)] == [[], ["R-17"]]


def test_another_company_s_document_is_like_none(cast: Cast) -> None:
    received(cast, number="R-17", quantity=7)
    second = received(cast, number="R-017")["id"]
    assert _alike(cast.company_id, second) == ["R-17"]
    assert _alike(cast.mallory.company_id, second) == []


def _alike(company_id: UUID, invoice_id: str) -> list[str]:
    with scope.reading(company_id), connection.cursor() as cursor:
        cursor.execute("SELECT documents_alike(%s, 5)", [invoice_id])
        found: list[str] = cursor.fetchone()[0]
    return found
