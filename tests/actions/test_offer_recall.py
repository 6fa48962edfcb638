"""offer.recall: what nobody has answered is taken back and can be changed."""

from functools import partial
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.queries import visible_offers

from ..cast import NOW, Cast
from .hiring import accepted, approvals_of, approve, drafted, in_review, offer_of, sent, shown
from .test_offer_change import change
from .verb import Given, VerbTests, refused, untouched


class TestOfferRecall(VerbTests):
    verb, who = "offer.recall", "rita"

    def given(self, cast: Cast) -> Given:
        return {"offer_id": sent(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"offer_id": UUID(int=7)}


def recall(cast: Cast, offer_id: UUID) -> None:
    hiring.recall_offer(by=cast.rita, at=NOW, offer_id=offer_id)


def test_from_its_reviewers(cast: Cast) -> None:
    offer_id = in_review(cast)
    recall(cast, offer_id)
    assert (offer_of(cast, offer_id).state, approvals_of(cast, offer_id)[0].state) == ("draft", "recalled")


def test_from_its_contractor_with_what_was_approved_of_it(cast: Cast) -> None:
    offer_id = in_review(cast)
    approve(cast, offer_id)
    recall(cast, offer_id)
    offer = offer_of(cast, offer_id)
    assert (offer.state, offer.sent_at, offer.sent_by_id) == ("draft", None, None)
    assert approvals_of(cast, offer_id)[0].state == "withdrawn"
    with scope.reading(cast.company_id):
        assert not visible_offers(cast.cleo).filter(id=offer_id).exists()


def test_nobody_accepts_what_was_taken_back_and_changed(cast: Cast) -> None:
    offer_id = sent(cast)
    read = shown(cast, offer_id)
    recall(cast, offer_id)
    accept = partial(hiring.accept_offer, by=cast.cleo, at=NOW, offer_id=offer_id, shown=read)
    untouched(cast, NotFound, accept)
    change(cast, offer_id, amount="500")
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    assert refused(cast, accept) == ["shown_is_not_current"]


def test_neither_a_draft_nor_what_is_agreed(cast: Cast) -> None:
    for offer_id in (drafted(cast), accepted(cast)):
        assert refused(cast, partial(recall, cast, offer_id)) == ["wrong_state"]
