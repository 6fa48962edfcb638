"""order.set_notes: what the notes of an order say once it is issued."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, Stale
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, Revision

from ..cast import NOW, Cast
from .loading import loaded
from .test_order_set_fields import document
from .verb import Given, VerbTests, refused, untouched


def set_notes(cast: Cast, order_id: UUID, notes: str, who: str = "rita", **more: Any) -> Any:
    return orders.set_notes(by=cast.members[who], at=NOW, order_id=order_id, notes=notes, **more)


def notes_of(cast: Cast, order_id: UUID) -> tuple[str, str]:
    """What stands, and what was approved."""
    with scope.reading(cast.company_id):
        return Order.objects.get(id=order_id).notes, Revision.objects.get(order_id=order_id).notes


class TestOrderSetNotes(VerbTests):
    verb, who = "order.set_notes", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.issued(), "notes": "Ring twice"}

    def otherwise(self, given: Given) -> Given:
        return given | {"notes": "Knock"}


@pytest.mark.req(164)
@pytest.mark.parametrize("who", ["rita", "iris", "fay", "olga"])
def test_the_notes_of_what_is_issued_are_edited_and_its_document_stays(cast: Cast, who: str) -> None:
    order_id = cast.issued(notes="Bring the key")
    before = document(cast, order_id)
    set_notes(cast, order_id, "Ring twice", who)
    assert notes_of(cast, order_id) == ("Ring twice", "Bring the key")
    assert document(cast, order_id) == before and "Bring the key" in before[0]


@pytest.mark.req(164)
def test_they_are_edited_on_a_closed_order_and_can_be_emptied(cast: Cast) -> None:
    order_id = cast.issued(notes="Bring the key")
    orders.close(by=cast.rita, at=NOW, order_id=order_id, reason="Nothing more comes.")
    set_notes(cast, order_id, "")
    assert notes_of(cast, order_id) == ("", "Bring the key")


@pytest.mark.parametrize(
    ("state", "reasons"),
    [("draft", ["wrong_state"]), ("pending", ["notes_shown"]), ("approved", ["notes_shown"])],
)
def test_before_issue_they_are_what_the_approvers_are_shown(cast: Cast, state: str, reasons: list[str]) -> None:
    order_id = getattr(cast, state)(notes="Bring the key")
    assert refused(cast, partial(set_notes, cast, order_id, "Ring twice")) == reasons


def test_what_is_cancelled_or_minted_elsewhere_keeps_its_notes(cast: Cast) -> None:
    order_id = cast.draft()
    orders.cancel(by=cast.rita, at=NOW, order_id=order_id, reason="Not needed")
    assert refused(cast, partial(set_notes, cast, order_id, "Ring twice")) == ["ended"]
    assert refused(cast, partial(set_notes, cast, loaded(cast), "Ring twice", "fay")) == ["minted_elsewhere"]


def test_what_says_nothing_new_or_too_much_is_turned_down(cast: Cast) -> None:
    order_id = cast.issued(notes="Bring the key")
    assert refused(cast, partial(set_notes, cast, order_id, " Bring the key ")) == ["unchanged"]
    untouched(cast, Stale, partial(set_notes, cast, order_id, "Ring twice", version=1))
    untouched(cast, Invalid, partial(set_notes, cast, order_id, "x" * 10_001))


@pytest.mark.django_db(transaction=True)
@pytest.mark.req(164)
def test_the_books_agree_after_an_edit(cast: Cast) -> None:
    set_notes(cast, cast.issued(notes="Bring the key"), "Ring twice")
    assert verify(cast.company_id).findings == []
