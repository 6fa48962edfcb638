"""order.recall: take a submitted order back before it is decided."""

from uuid import UUID

import pytest

from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from .ordering import IN_STATE, approvals_of, approve, order_of, steps_of
from .verb import Given, VerbTests, refused


class TestRecall(VerbTests):
    verb, who = "order.recall", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.pending()}

    def otherwise(self, given: Given) -> Given:
        return {"order_id": UUID(int=given["order_id"].int + 1)}


def recall(cast: Cast, order_id: UUID) -> None:
    orders.recall(by=cast.rita, at=NOW, order_id=order_id)


def test_works(cast: Cast) -> None:
    order_id = cast.pending()
    recall(cast, order_id)
    order = order_of(cast, order_id)
    assert (order.state, order.approval.state, order.approval.closed_at) == ("draft", "recalled", NOW)


def test_the_steps_taken_so_far_count_for_nothing(cast: Cast) -> None:
    order_id = cast.pending(lines=[line(quantity=100)])
    approve(cast, order_id)
    recall(cast, order_id)
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)
    assert [step.state for step in steps_of(cast, order_id)] == ["waiting", "waiting"]
    assert [approval.state for approval in approvals_of(cast, order_id)] == ["recalled", "open"]


def test_it_can_be_changed_again(cast: Cast) -> None:
    order_id = cast.pending()
    recall(cast, order_id)
    changes = OrderChanges.model_validate({"lines": [line(quantity=3)]})
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=changes)


@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"pending"}))
def test_only_what_waits(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert refused(cast, lambda: recall(cast, order_id)) == ["wrong_state"]
