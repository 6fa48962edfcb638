"""offer.reject: a reviewer says no, and the offer is a draft again with the reason."""

from functools import partial

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import approvals_of, drafted, in_review, offer_of
from .test_offer_change import change
from .verb import WHY, Given, VerbTests, refused


class TestOfferReject(VerbTests):
    verb, who = "offer.reject", "amir"

    def given(self, cast: Cast) -> Given:
        return {"offer_id": in_review(cast), "reason": WHY}


def test_it_is_a_draft_again_with_the_reason_and_can_be_submitted_anew(cast: Cast) -> None:
    offer_id = in_review(cast)
    hiring.reject_offer(by=cast.amir, at=NOW, offer_id=offer_id, reason=WHY)
    offer = offer_of(cast, offer_id)
    assert (offer.state, offer.reason) == ("draft", WHY)
    assert approvals_of(cast, offer_id)[0].state == "refused"
    change(cast, offer_id, amount="900")
    hiring.submit_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    first, second = approvals_of(cast, offer_id)
    assert (second.state, second.amount, offer_of(cast, offer_id).reason) == ("open", 900, "")
    assert first.digest != second.digest


def test_a_draft_is_not_rejected(cast: Cast) -> None:
    reject = partial(hiring.reject_offer, by=cast.amir, at=NOW, offer_id=drafted(cast), reason=WHY)
    assert refused(cast, reject) == ["wrong_state"]
