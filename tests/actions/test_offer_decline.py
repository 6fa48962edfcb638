"""offer.decline: the contractor says no, and why."""

from functools import partial

import pytest

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import accepted, engagements_of, offer_of, sent
from .verb import WHY, Given, VerbTests, refused


class TestOfferDecline(VerbTests):
    verb, who = "offer.decline", "cleo"

    def given(self, cast: Cast) -> Given:
        return {"offer_id": sent(cast), "reason": WHY}


def test_nothing_comes_of_it_and_the_reason_is_kept(cast: Cast) -> None:
    before, offer_id = len(engagements_of(cast)), sent(cast)
    hiring.decline_offer(by=cast.cleo, at=NOW, offer_id=offer_id, reason=WHY)
    offer = offer_of(cast, offer_id)
    assert (offer.state, offer.decided_by_id, offer.decided_at, offer.reason) == ("declined", cast.cleo.id, NOW, WHY)
    assert len(engagements_of(cast)) == before


def test_a_reason_is_needed(cast: Cast) -> None:
    with pytest.raises(Invalid):
        hiring.decline_offer(by=cast.cleo, at=NOW, offer_id=sent(cast), reason="")


def test_what_is_agreed_is_not_declined(cast: Cast) -> None:
    decline = partial(hiring.decline_offer, by=cast.cleo, at=NOW, offer_id=accepted(cast), reason=WHY)
    assert refused(cast, decline) == ["wrong_state"]
