"""offer.add_order: a manager adds a purchase order without leaving the offer; finance confirms it first where that is set."""

from datetime import timedelta
from functools import partial

import pytest

from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .choosing import add, added, choices, choose, confirmations, programme
from .hiring import accepted, drafted, offer_of
from .ordering import order_of
from .sharing import figures, permit, share_values, shared
from .verb import Given, VerbTests, refused


class TestOfferAddOrder(VerbTests):
    verb, who = "offer.add_order", "rita"

    def given(self, cast: Cast) -> Given:
        return {"offer_id": drafted(cast), "values": added()}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": added("77002")}


@pytest.mark.req(12)
def test_it_is_loaded_and_chosen_at_once(cast: Cast) -> None:
    offer_id = drafted(cast)
    order_id = add(cast, offer_id, title="Roof", valid_through=str(NOW.date() + timedelta(days=90)))["order_id"]
    order = order_of(cast, order_id)
    assert (order.number, order.kind, order.state, order.currency, order.title) == (
        "77001",
        "shared",
        "issued",
        "EUR",
        "Roof",
    )
    assert figures(cast, order.id) == (5000, 0, 0, 0)
    assert offer_of(cast, offer_id).order_number == "77001"
    assert [one.order_id for one in choices(cast)] == [order.id]
    assert confirmations(cast) == []
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(12)
def test_a_number_that_is_taken_makes_no_second_order(cast: Cast) -> None:
    permit(cast, shared(cast), "olga")
    offer_id = drafted(cast)
    assert refused(cast, partial(add, cast, offer_id, "4500012345")) == ["number_taken"]
    assert refused(cast, partial(add, cast, offer_id, valid_through=str(NOW.date() - timedelta(days=1)))) == [
        "day_over"
    ]
    assert offer_of(cast, offer_id).order_choice == ""


def test_one_that_a_counter_could_deal_is_refused(cast: Cast) -> None:
    number = str(order_of(cast, cast.issued()).number)
    assert refused(cast, partial(add, cast, drafted(cast), number)) != []


@pytest.mark.req(12)
def test_where_finance_confirms_nothing_is_drawn_before(cast: Cast) -> None:
    programme(cast, "optional", confirmed=True)
    offer_id = drafted(cast)
    order_id = add(cast, offer_id)["order_id"]
    [asked] = confirmations(cast)
    assert (str(asked.order_id), asked.asked_by_id, asked.confirmed_by_id) == (order_id, cast.rita.id, None)
    draw = partial(orders.share, by=cast.rita, at=NOW, order_id=order_id, values=share_values(cast))
    assert refused(cast, draw) == ["not_confirmed"]
    orders.confirm(by=cast.fay, at=NOW, order_id=order_id)
    draw()
    assert verifying.verify(cast.company_id).findings == []


def test_what_finance_adds_waits_for_nobody(cast: Cast) -> None:
    programme(cast, "optional", confirmed=True)
    add(cast, drafted(cast, "olga"), who="olga")
    assert confirmations(cast) == []


def test_it_is_there_for_the_next_offer(cast: Cast) -> None:
    add(cast, drafted(cast))
    second = drafted(cast)
    choose(cast, second, "77001")
    assert offer_of(cast, second).order_number == "77001"


def test_what_is_sent_stands_still(cast: Cast) -> None:
    assert refused(cast, partial(add, cast, accepted(cast))) == ["not_draft"]
