"""offer.approve: a reviewer says yes to what was shown, and the last yes sends it."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.parties.actions import unlink_contractor
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import approvals_of, approve, by_the_hour, drafted, in_review, offer_of, reviewing, shown
from .test_offer_change import change
from .verb import WHY, Given, VerbTests, refused


class TestOfferApprove(VerbTests):
    verb, who = "offer.approve", "amir"

    def given(self, cast: Cast) -> Given:
        offer_id = in_review(cast)
        return {"offer_id": offer_id, "shown": shown(cast, offer_id)}

    def otherwise(self, given: Given) -> Given:
        return given | {"shown": "0" * 64}


@pytest.mark.req(17)
def test_the_last_yes_sends_it(cast: Cast) -> None:
    offer_id = in_review(cast, values=by_the_hour(cast, "50"))
    assert approve(cast, offer_id)["state"] == "in_review"
    assert offer_of(cast, offer_id).sent_at is None
    assert approve(cast, offer_id, "bela")["state"] == "sent"
    offer = offer_of(cast, offer_id)
    assert (offer.sent_by_id, offer.sent_at) == (cast.bela.id, NOW)
    assert approvals_of(cast, offer_id)[0].state == "given"


def test_who_made_it_does_not_approve_it(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="approver", confirm="Rita")
    cast.again("rita")
    offer_id = in_review(cast)
    assert refused(cast, partial(approve, cast, offer_id, "rita")) == ["own_request"]


def test_who_wrote_at_it_does_not_approve_it(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.iris.id, role="approver", confirm="Iris")
    cast.again("iris")
    offer_id = drafted(cast)
    change(cast, offer_id, "iris", title="By Iris")
    reviewing(cast)
    hiring.submit_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    assert refused(cast, partial(approve, cast, offer_id, "iris")) == ["own_request"]


def test_a_yes_is_to_what_was_shown(cast: Cast) -> None:
    offer_id = in_review(cast)
    given = {"offer_id": offer_id, "shown": "0" * 64}
    assert refused(cast, partial(hiring.approve_offer, by=cast.amir, at=NOW, **given)) == ["shown_is_not_current"]


def test_the_last_yes_asks_whether_anybody_could_answer(cast: Cast) -> None:
    offer_id = in_review(cast)
    unlink_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, reason=WHY)
    assert refused(cast, partial(approve, cast, offer_id)) == ["no_sign_in"]


def test_a_draft_is_not_approved(cast: Cast) -> None:
    assert refused(cast, partial(approve, cast, drafted(cast))) == ["wrong_state"]


def test_each_step_needs_another_person(cast: Cast) -> None:
    offer_id: UUID = in_review(cast, values=by_the_hour(cast, "50"))
    approve(cast, offer_id)
    assert refused(cast, partial(approve, cast, offer_id)) == ["approved_before"]
