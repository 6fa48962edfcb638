"""offer.choose_order: an offer draws on a purchase order that its writer may use; its document says so."""

import json
from datetime import timedelta
from functools import partial

import pytest

from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .choosing import choices, choose, programme, wait_for
from .hiring import accepted, by_the_hour, drafted, offer_of, offered, sent
from .ordering import order_of
from .sharing import permit, share, shared
from .verb import WHY, Given, VerbTests, refused

TODAY = NOW.date()


class TestOfferChooseOrder(VerbTests):
    verb, who = "offer.choose_order", "rita"

    def given(self, cast: Cast) -> Given:
        shared(cast)
        return {"offer_id": drafted(cast), "number": "4500012345"}

    def otherwise(self, given: Given) -> Given:
        return given | {"number": "4500012346"}


@pytest.mark.req(11)
def test_the_offer_says_on_which_order_it_draws_and_so_does_what_is_shown(cast: Cast) -> None:
    order_id, offer_id = shared(cast), drafted(cast)
    assert choose(cast, offer_id, " 4500012345 ")["order_id"] == str(order_id)
    offer = offer_of(cast, offer_id)
    assert (offer.order_choice, offer.order_number, offer.version) == ("order", "4500012345", 2)
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    shown = json.loads(offer_of(cast, offer_id).document)
    assert shown["order"] == {"choice": "order", "number": "4500012345"}
    assert verifying.verify(cast.company_id).findings == []


def test_another_choice_takes_its_place_and_the_first_stays_on_the_record(cast: Cast) -> None:
    first, second, offer_id = shared(cast), shared(cast, "N-2"), drafted(cast)
    choose(cast, offer_id)
    choose(cast, offer_id, "N-2")
    assert [one.order_id for one in choices(cast, offer_id=offer_id)] == [first, second]
    assert offer_of(cast, offer_id).order_number == "N-2"
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(9, 11)
def test_an_order_that_they_may_not_use_is_not_there(cast: Cast) -> None:
    permit(cast, shared(cast), "olga")
    offer_id = drafted(cast)
    assert refused(cast, partial(choose, cast, offer_id)) == ["no_such_order"]
    assert refused(cast, partial(choose, cast, offer_id, "no such number")) == ["no_such_order"]


def test_each_reason_against_an_order(cast: Cast) -> None:
    offer_id = drafted(cast)
    shared(cast, "USD-1", currency="USD")
    shared(cast, "OVER-1", valid_through=TODAY)
    ended = shared(cast, "END-1")
    orders.cancel(by=cast.iris, at=NOW, order_id=ended, reason=WHY)
    share(cast, shared(cast, "ALL-1", net=1000))
    assert refused(cast, partial(choose, cast, offer_id, "USD-1")) == ["other_currency"]
    late = partial(choose, cast, offer_id, "OVER-1", at=NOW + timedelta(days=1))
    assert refused(cast, late) == ["expired"]
    assert refused(cast, partial(choose, cast, offer_id, "END-1")) == ["order_ended"]
    assert refused(cast, partial(choose, cast, offer_id, "ALL-1")) == ["used_up"]


def test_a_contractors_own_order_is_not_offered(cast: Cast) -> None:
    issued = order_of(cast, cast.issued())
    assert refused(cast, partial(choose, cast, drafted(cast), str(issued.number))) == ["no_such_order"]


def test_what_is_sent_stands_still(cast: Cast) -> None:
    shared(cast)
    assert refused(cast, partial(choose, cast, sent(cast))) == ["not_draft"]
    assert refused(cast, partial(choose, cast, accepted(cast))) == ["not_draft"]


@pytest.mark.req(1)
def test_where_the_programme_is_off_nothing_is_chosen(cast: Cast) -> None:
    shared(cast)
    offer_id = drafted(cast)
    programme(cast, "off")
    assert refused(cast, partial(choose, cast, offer_id)) == ["programme_off"]


def test_who_may_not(cast: Cast) -> None:
    shared(cast)
    assert refused(cast, partial(choose, cast, drafted(cast), who="cleo")) == ["not_permitted"]


def test_its_currency_stays_while_it_draws_on_an_order(cast: Cast) -> None:
    shared(cast)
    offer_id = drafted(cast)
    choose(cast, offer_id)
    change = partial(hiring.change_offer, by=cast.rita, at=NOW, offer_id=offer_id, values=offered(cast, currency="USD"))
    assert refused(cast, change) == ["order_currency"]
    wait_for(cast, offer_id)
    change()
    assert offer_of(cast, offer_id).currency == "USD"


def test_an_offer_without_an_end_draws_on_no_order(cast: Cast) -> None:
    shared(cast)
    offer_id = drafted(cast, values=by_the_hour(cast, most=None))
    choose(cast, offer_id)
    send = partial(hiring.send_offer, by=cast.rita, at=NOW, offer_id=offer_id)
    assert refused(cast, send) == ["most_needed"]
