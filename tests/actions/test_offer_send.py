"""offer.send: where the company reviews none, a draft goes to its contractor as it stands."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.queries import visible_offers

from ..cast import NOW, Cast
from .choosing import choose
from .hiring import drafted, offer_of, reviewing, sent
from .sharing import permit, shared
from .verb import Given, VerbTests, refused


class TestOfferSend(VerbTests):
    verb, who = "offer.send", "rita"

    def given(self, cast: Cast) -> Given:
        return {"offer_id": drafted(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def send(cast: Cast, offer_id: UUID, who: str = "rita") -> None:
    hiring.send_offer(by=cast.members[who], at=NOW, offer_id=offer_id)


def test_it_is_frozen_with_its_hash_and_the_contractor_sees_it(cast: Cast) -> None:
    offer_id = drafted(cast)
    with scope.reading(cast.company_id):
        assert not visible_offers(cast.cleo).filter(id=offer_id).exists()
    send(cast, offer_id)
    offer = offer_of(cast, offer_id)
    assert (offer.state, offer.sent_by_id, offer.sent_at) == ("sent", cast.rita.id, NOW)
    assert len(offer.document_sha256) == 64
    with scope.reading(cast.company_id):
        assert visible_offers(cast.cleo).filter(id=offer_id).exists()


@pytest.mark.req(17)
def test_where_offers_are_reviewed_none_is_sent_without(cast: Cast) -> None:
    reviewing(cast)
    offer_id = drafted(cast)
    assert refused(cast, partial(send, cast, offer_id)) == ["review_first"]
    reviewing(cast, on=False)
    send(cast, offer_id)


def test_it_is_sent_once(cast: Cast) -> None:
    assert refused(cast, partial(send, cast, sent(cast))) == ["wrong_state"]


def test_who_may_not(cast: Cast) -> None:
    assert refused(cast, partial(send, cast, drafted(cast), "amir")) == ["not_permitted"]


@pytest.mark.req(9)
def test_who_chose_the_order_that_it_draws_on_sends_it(cast: Cast) -> None:
    """A colleague may have written at it since, or may not use that order at all."""
    order_id, offer_id = shared(cast), drafted(cast)
    permit(cast, order_id, "olga")
    choose(cast, offer_id, who="olga")
    assert refused(cast, partial(send, cast, offer_id)) == ["order_of_another"]
    send(cast, offer_id, "olga")
    assert offer_of(cast, offer_id).sent_by_id == cast.olga.id


@pytest.mark.req(9, 19)
def test_who_chose_the_order_has_it_reviewed(cast: Cast) -> None:
    shared(cast)
    offer_id = drafted(cast)
    choose(cast, offer_id, who="olga")
    reviewing(cast)
    submit = partial(hiring.submit_offer, at=NOW, offer_id=offer_id)
    assert refused(cast, partial(submit, by=cast.rita)) == ["order_of_another"]
    choose(cast, offer_id)
    submit(by=cast.rita)
    assert offer_of(cast, offer_id).state == "in_review"
