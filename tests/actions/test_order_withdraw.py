"""order.withdraw: take an approval back before issue; nothing is authorised any more."""

from uuid import UUID

import pytest

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from .ordering import IN_STATE, approvals_of, lines_of, order_of
from .verb import WHY, Given, VerbTests, refused, untouched


class TestWithdraw(VerbTests):
    verb, who = "order.withdraw", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.approved(), "reason": WHY}


def withdraw(cast: Cast, order_id: UUID, reason: str = WHY) -> None:
    orders.withdraw(by=cast.rita, at=NOW, order_id=order_id, reason=reason)


def test_works(cast: Cast) -> None:
    order_id = cast.approved()
    withdraw(cast, order_id)
    order = order_of(cast, order_id)
    assert (order.state, order.approved_at, order.limit_amount) == ("draft", None, 0)
    assert order.approval.state == "withdrawn"
    assert [(kept.limit_quantity, kept.limit_amount) for kept, _said in lines_of(cast, order_id)] == [(0, 0)]


def test_it_unlocks_the_lines_and_needs_a_new_approval(cast: Cast) -> None:
    order_id = cast.approved()
    withdraw(cast, order_id)
    changes = OrderChanges.model_validate({"lines": [line(quantity=3)]})
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=changes)
    assert refused(cast, lambda: orders.issue(by=cast.iris, at=NOW, order_id=order_id)) == ["wrong_state"]
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)
    assert [approval.state for approval in approvals_of(cast, order_id)] == ["withdrawn", "open"]


@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"approved"}))
def test_only_before_issue(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert refused(cast, lambda: withdraw(cast, order_id)) == ["wrong_state"]


@pytest.mark.parametrize("reason", ["", "no", "a\x00bc"])
def test_not_without_a_reason(cast: Cast, reason: str) -> None:
    order_id = cast.approved()
    untouched(cast, Invalid, lambda: withdraw(cast, order_id, reason))
