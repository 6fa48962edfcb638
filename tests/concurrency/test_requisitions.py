"""Two want the same at once: the last of what a requisition allows, and one that is withdrawn while it is ordered under."""

from functools import partial

import pytest

from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ..actions.ordering import order_of
from ..actions.requisitioning import approve, approved, requisition_of, submitted
from ..actions.verb import WHY
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]


@pytest.mark.req(117)
def test_the_last_of_what_a_requisition_allows_is_taken_once(cast: Cast) -> None:
    wish = str(approved(cast, amount="1999.99"))
    drafts = [cast.draft(requisition_id=wish) for _one in range(4)]
    outcomes = race(*(partial(orders.submit, by=cast.rita, at=NOW, order_id=one) for one in drafts), linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"requisition_amount"}
    assert sorted(order_of(cast, one).state for one in drafts) == ["draft", "draft", "draft", "pending"]


def test_nothing_is_ordered_under_what_is_withdrawn_meanwhile(cast: Cast) -> None:
    wish = approved(cast)
    order_id = cast.draft(requisition_id=str(wish))
    withdraw = partial(hiring.withdraw_requisition, by=cast.rita, at=NOW, requisition_id=wish, reason=WHY)
    outcomes = race(withdraw, partial(orders.submit, by=cast.rita, at=NOW, order_id=order_id), head_start=True)
    assert refused(outcomes) == ["requisition_not_approved"]
    assert (requisition_of(cast, wish).state, order_of(cast, order_id).state) == ("withdrawn", "draft")


def test_it_is_approved_once(cast: Cast) -> None:
    wish = submitted(cast)
    outcomes = race(*(partial(approve, cast, wish, who) for who in ("amir", "bela")), linger=0.02)
    assert len(done(outcomes)) == 1 and requisition_of(cast, wish).state == "approved"
