"""Two want the same at once: the last of what a contract allows, and an offer that is answered while it is taken back."""

from functools import partial

import pytest

from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ..actions.contracting import signed
from ..actions.hiring import offer_of, sent, shown
from ..actions.ordering import order_of
from ..actions.verb import WHY
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]


@pytest.mark.req(52)
def test_the_last_of_what_a_contract_allows_is_taken_once(cast: Cast) -> None:
    signed(cast, amount="1999.99")
    drafts = [cast.draft() for _one in range(4)]
    outcomes = race(*(partial(orders.submit, by=cast.rita, at=NOW, order_id=one) for one in drafts), linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"contract_amount"}
    assert sorted(order_of(cast, one).state for one in drafts) == ["draft", "draft", "draft", "pending"]


def test_what_is_accepted_is_not_taken_back(cast: Cast) -> None:
    offer_id = sent(cast)
    accept = partial(hiring.accept_offer, by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))
    calls = [accept, partial(hiring.recall_offer, by=cast.rita, at=NOW, offer_id=offer_id)]
    outcomes = race(*calls, head_start=True)
    assert len(done(outcomes)) == 1 and refused(outcomes) == ["wrong_state"]
    assert offer_of(cast, offer_id).state == "accepted"


def test_an_offer_is_answered_once(cast: Cast) -> None:
    offer_id = sent(cast)
    accept = partial(hiring.accept_offer, by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))
    decline = partial(hiring.decline_offer, by=cast.cleo, at=NOW, offer_id=offer_id, reason=WHY)
    outcomes = race(accept, decline, accept, decline, linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"wrong_state"}
