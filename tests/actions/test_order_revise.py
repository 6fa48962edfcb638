"""order.revise: work on a rejected order again, on the same record."""

from uuid import UUID

import pytest

from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .ordering import IN_STATE, approvals_of, approve, order_of, rejected
from .verb import Given, VerbTests, refused


class TestRevise(VerbTests):
    verb, who = "order.revise", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": rejected(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"order_id": UUID(int=given["order_id"].int + 1)}


def test_works_and_can_be_submitted_and_approved_again(cast: Cast) -> None:
    order_id = rejected(cast)
    orders.revise(by=cast.rita, at=NOW, order_id=order_id)
    assert order_of(cast, order_id).state == "draft"
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)
    assert approve(cast, order_id)["state"] == "approved"
    assert [approval.state for approval in approvals_of(cast, order_id)] == ["refused", "given"]


@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"rejected"}))
def test_only_what_was_rejected(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert refused(cast, lambda: orders.revise(by=cast.rita, at=NOW, order_id=order_id)) == ["wrong_state"]
