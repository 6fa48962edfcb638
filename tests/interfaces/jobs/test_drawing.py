"""The follower that draws the share of the order that was chosen, once an offer is accepted."""

from decimal import Decimal

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.desk.hiring_turns import AWAITED, UNDRAWN
from counterfoil.insight.desk.seat import Seat
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import SharedChanges

from ...actions.choosing import add, choose, programme, shares_of, wait_for
from ...actions.hiring import by_the_hour, drafted, offer_of, shown
from ...actions.ordering import lines_of
from ...actions.sharing import figures, permit, share_values, shared
from ...cast import NOW, Cast
from .test_follow import settle

pytestmark = pytest.mark.django_db(transaction=True)


def accept(cast: Cast, offer_id: object) -> None:
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    answer(cast, offer_id)


def answer(cast: Cast, offer_id: object) -> None:
    hiring.accept_offer(by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))
    settle(Follower(), NOW)


def waits(cast: Cast, turn: object, who: str = "rita") -> list[object]:
    with scope.reading(cast.company_id):
        return list(turn.waiting(Seat(cast.members[who], NOW)).values_list("id", flat=True))


@pytest.mark.req(17, 33)
def test_an_accepted_offer_draws_its_share_under_the_number(cast: Cast) -> None:
    order_id, offer_id = shared(cast), drafted(cast, values=by_the_hour(cast))
    choose(cast, offer_id)
    accept(cast, offer_id)
    [share] = shares_of(cast, order_id)
    offer = offer_of(cast, offer_id)
    assert (share.number, share.engagement_id, share.requester_id) == ("4500012345", offer.engagement_id, cast.rita.id)
    [(line, said)] = lines_of(cast, share.id)
    assert (line.limit_quantity, said.unit, said.unit_price, share.limit_amount) == (40, "HUR", 100, 4000)
    assert figures(cast, order_id)[1] == 4000
    settle(Follower(), NOW)
    assert len(shares_of(cast, order_id)) == 1, "run again, it draws nothing new"
    assert waits(cast, UNDRAWN) == []
    assert verify(cast.company_id).findings == []


def test_what_is_left_no_more_stands_on_the_desk_until_there_is_enough(cast: Cast) -> None:
    order_id, offer_id = shared(cast, net=1500), drafted(cast)
    choose(cast, offer_id)
    orders.share(by=cast.rita, at=NOW, order_id=order_id, values=share_values(cast))
    accept(cast, offer_id)
    assert len(shares_of(cast, order_id)) == 1 and waits(cast, UNDRAWN) == [offer_id]
    orders.edit(by=cast.fay, at=NOW, order_id=order_id, changes=SharedChanges(net=Decimal(2000)))
    settle(Follower(), NOW)
    assert len(shares_of(cast, order_id)) == 2 and waits(cast, UNDRAWN) == []
    assert verify(cast.company_id).findings == []


@pytest.mark.req(9)
def test_who_may_use_it_no_more_draws_nothing(cast: Cast) -> None:
    order_id, offer_id = shared(cast), drafted(cast)
    choose(cast, offer_id)
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    permit(cast, order_id, "olga")
    answer(cast, offer_id)
    assert shares_of(cast, order_id) == [] and waits(cast, UNDRAWN) == [offer_id]
    permit(cast, order_id, "olga", "rita")
    settle(Follower(), NOW)
    assert len(shares_of(cast, order_id)) == 1


@pytest.mark.req(12)
def test_one_that_finance_confirms_is_drawn_with_its_word(cast: Cast) -> None:
    programme(cast, "required", confirmed=True)
    offer_id = drafted(cast)
    order_id = add(cast, offer_id)["order_id"]
    accept(cast, offer_id)
    assert shares_of(cast, order_id) == []
    orders.confirm(by=cast.fay, at=NOW, order_id=order_id)
    settle(Follower(), NOW)
    assert len(shares_of(cast, order_id)) == 1


@pytest.mark.req(14, 168)
def test_an_awaited_order_is_on_its_owners_desk_until_one_is_there(cast: Cast) -> None:
    offer_id = drafted(cast)
    wait_for(cast, offer_id, cast.fay)
    accept(cast, offer_id)
    assert waits(cast, AWAITED, "fay") == [offer_id] and waits(cast, AWAITED) == []
    engagement = offer_of(cast, offer_id).engagement_id
    values = share_values(cast, engagement_id=engagement)
    orders.share(by=cast.rita, at=NOW, order_id=shared(cast), values=values)
    assert waits(cast, AWAITED, "fay") == []


def test_one_that_can_not_be_drawn_keeps_no_other_from_being_drawn(cast: Cast) -> None:
    """A fixed price beyond what a line can have as its price stands on the desk; the others are drawn."""
    order_id = shared(cast, net="9000000000000")
    huge, small = drafted(cast, amount="2000000000"), drafted(cast)
    for one in (huge, small):
        choose(cast, one)
        accept(cast, one)
    assert len(shares_of(cast, order_id)) == 1 and waits(cast, UNDRAWN) == [huge]
