"""offer.submit: where the company reviews its offers, a draft is reviewed before it is sent."""

from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.approvals.models import NO_MOST
from counterfoil.foundation.parties.actions import unlink_contractor
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import approvals_of, by_the_hour, drafted, offer_of, reviewing
from .test_rate_set import rate_set
from .verb import WHY, Given, VerbTests, refused


class TestOfferSubmit(VerbTests):
    verb, who = "offer.submit", "rita"

    def given(self, cast: Cast) -> Given:
        reviewing(cast)
        return {"offer_id": drafted(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def submit(cast: Cast, offer_id: UUID) -> None:
    hiring.submit_offer(by=cast.rita, at=NOW, offer_id=offer_id)


def test_what_is_shown_is_frozen_and_its_approvers_are_asked(cast: Cast) -> None:
    reviewing(cast)
    offer_id = drafted(cast)
    submit(cast, offer_id)
    offer, [approval] = offer_of(cast, offer_id), approvals_of(cast, offer_id)
    assert (offer.state, offer.submitted_at, offer.sent_at) == ("in_review", NOW, None)
    assert '"title":"Spring catalogue"' in offer.document and offer.document_sha256 == approval.digest
    assert (approval.verb, approval.amount, approval.currency) == ("offer.approve", 1000, "EUR")
    assert {cast.rita.id, cast.cleo.id} <= set(approval.interested)


@pytest.mark.parametrize(("most", "steps", "amount"), [("40", 1, 4000), ("50", 2, 5000), (None, 2, NO_MOST)])
def test_who_approves_is_asked_by_the_most_that_it_can_come_to(
    cast: Cast, most: str | None, steps: int, amount: int
) -> None:
    reviewing(cast)
    offer_id = drafted(cast, values=by_the_hour(cast, most))
    submit(cast, offer_id)
    [approval] = approvals_of(cast, offer_id)
    assert (len(approval.steps.all()), approval.amount) == (steps, amount)


def test_another_currency_is_worth_what_its_rate_says(cast: Cast) -> None:
    reviewing(cast)
    offer_id = drafted(cast, currency="USD")
    assert refused(cast, partial(submit, cast, offer_id)) == ["rate_needed"]
    rate_set(cast)
    submit(cast, offer_id)
    assert approvals_of(cast, offer_id)[0].amount > Decimal(0)


def test_where_offers_are_not_reviewed_none_is_submitted(cast: Cast) -> None:
    assert refused(cast, partial(submit, cast, drafted(cast))) == ["not_reviewed"]


def test_nobody_is_asked_who_could_not_answer(cast: Cast) -> None:
    reviewing(cast)
    offer_id = drafted(cast, ends_on="2026-03-01")
    unlink_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, reason=WHY)
    assert refused(cast, partial(submit, cast, offer_id)) == ["days_over", "no_sign_in"]
