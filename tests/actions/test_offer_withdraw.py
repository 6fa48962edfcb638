"""offer.withdraw: an offer that nobody has answered is given up."""

from functools import partial
from uuid import UUID

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import accepted, drafted, in_review, offer_of, sent, shown
from .verb import WHY, Given, VerbTests, refused


class TestOfferWithdraw(VerbTests):
    verb, who = "offer.withdraw", "rita"

    def given(self, cast: Cast) -> Given:
        return {"offer_id": sent(cast), "reason": WHY}


def withdraw(cast: Cast, offer_id: UUID) -> None:
    hiring.withdraw_offer(by=cast.rita, at=NOW, offer_id=offer_id, reason=WHY)


def test_nobody_answers_it_any_more(cast: Cast) -> None:
    offer_id = sent(cast)
    withdraw(cast, offer_id)
    offer = offer_of(cast, offer_id)
    assert (offer.state, offer.decided_by_id, offer.decided_at, offer.reason) == ("withdrawn", cast.rita.id, NOW, WHY)
    given = {"offer_id": offer_id, "shown": shown(cast, offer_id)}
    assert refused(cast, partial(hiring.accept_offer, by=cast.cleo, at=NOW, **given)) == ["wrong_state"]


def test_a_draft_is_given_up_too(cast: Cast) -> None:
    offer_id = drafted(cast)
    withdraw(cast, offer_id)
    assert offer_of(cast, offer_id).state == "withdrawn"


def test_neither_what_is_reviewed_nor_what_is_agreed(cast: Cast) -> None:
    agreed = accepted(cast)
    for offer_id in (in_review(cast), agreed):
        assert refused(cast, partial(withdraw, cast, offer_id)) == ["wrong_state"]
