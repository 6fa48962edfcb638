"""offer.await_order: there is no purchase order yet; who gets one, and by which day, is on the record."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.choice_values import Awaited

from ..cast import NOW, Cast
from .choosing import DUE, awaited, choices, programme, wait_for
from .hiring import drafted, offer_of, sent
from .verb import Given, VerbTests, refused, untouched


class TestOfferAwaitOrder(VerbTests):
    verb, who = "offer.await_order", "rita"

    def given(self, cast: Cast) -> Given:
        return {"offer_id": drafted(cast), "values": awaited()}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": awaited(due_on=DUE + timedelta(days=1))}


@pytest.mark.req(14)
def test_it_has_an_owner_and_a_day_and_takes_no_number(cast: Cast) -> None:
    offer_id = drafted(cast)
    wait_for(cast, offer_id)
    [one] = choices(cast, offer_id=offer_id)
    assert (one.order_id, one.owner_id, one.due_on) == (None, cast.rita.id, DUE)
    offer = offer_of(cast, offer_id)
    assert (offer.order_choice, offer.order_number) == ("later", "")
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(14, 24)
def test_it_is_a_choice_where_one_is_required(cast: Cast) -> None:
    programme(cast, "required")
    offer_id = drafted(cast)
    send = partial(hiring.send_offer, by=cast.rita, at=NOW, offer_id=offer_id)
    assert refused(cast, send) == ["order_needed"]
    wait_for(cast, offer_id, cast.fay)
    send()
    assert offer_of(cast, offer_id).state == "sent"


def test_who_gets_it_works_here_and_sees_it(cast: Cast) -> None:
    offer_id = drafted(cast)
    assert refused(cast, partial(wait_for, cast, offer_id, cast.otto)) == ["owner_orders_nothing"]
    nobody = Awaited(due_on=DUE, owner_id=uuid4())
    call = partial(orders.await_for_offer, by=cast.rita, at=NOW, offer_id=offer_id, values=nobody)
    untouched(cast, NotFound, call)


def test_its_day_is_not_over(cast: Cast) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    assert refused(cast, partial(wait_for, cast, drafted(cast), due_on=yesterday)) == ["day_over"]


def test_what_is_sent_stands_still(cast: Cast) -> None:
    assert refused(cast, partial(wait_for, cast, sent(cast))) == ["not_draft"]
