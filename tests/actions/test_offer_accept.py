"""offer.accept: the contractor agrees to what was shown, and an engagement comes of it."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor, link_contractor
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .books import entries
from .hiring import accepted, declined, engagements_of, offer_of, sent, shown
from .verb import Given, VerbTests, refused, untouched


class TestOfferAccept(VerbTests):
    verb, who = "offer.accept", "cleo"

    def given(self, cast: Cast) -> Given:
        offer_id = sent(cast)
        return {"offer_id": offer_id, "shown": shown(cast, offer_id)}

    def otherwise(self, given: Given) -> Given:
        return given | {"shown": "0" * 64}


def accept(cast: Cast, offer_id: UUID, who: str = "cleo", at: datetime = NOW, **more: Any) -> dict[str, Any]:
    given = {"offer_id": offer_id, "shown": shown(cast, offer_id)} | more
    return hiring.accept_offer(by=cast.members[who], at=at, **given)


def test_an_engagement_comes_of_it(cast: Cast) -> None:
    offer_id = sent(cast, starts_on="2026-04-01", ends_on="2026-04-30")
    made = accept(cast, offer_id)["engagement_id"]
    offer, engagement = offer_of(cast, offer_id), engagements_of(cast)[-1]
    assert (offer.state, offer.decided_by_id, offer.decided_at) == ("accepted", cast.cleo.id, NOW)
    assert str(offer.engagement_id) == str(engagement.id) == made
    assert (engagement.title, engagement.contractor_id, engagement.team_id) == (
        "Spring catalogue",
        cast.contractor_id,
        cast.team_id,
    )
    assert (engagement.starts_on, engagement.ends_on) == (date(2026, 4, 1), date(2026, 4, 30))


def test_who_when_from_where_and_what_was_shown_is_kept(cast: Cast) -> None:
    offer_id = sent(cast)
    accept(cast, offer_id, via=Via("web", "k"))
    [entry] = entries(cast.company_id, verb="offer.accept", subject_id=offer_id)
    assert (entry.member_id, entry.at, entry.door) == (cast.cleo.id, NOW, "web")
    assert len(shown(cast, offer_id)) == 64


def test_a_yes_is_to_what_was_shown(cast: Cast) -> None:
    assert refused(cast, partial(accept, cast, sent(cast), shown="0" * 64)) == ["shown_is_not_current"]


def test_only_the_contractor_to_whom_it_was_made(cast: Cast) -> None:
    values = {"code": "DORA", "name": "Dora", "currency": "EUR"}
    other = add_contractor(by=cast.olga, at=NOW, values=ContractorValues.model_validate(values))["id"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.edda.id, role="contractor", confirm="Edda")
    link_contractor(by=cast.olga, at=NOW, contractor_id=UUID(other), member_id=cast.edda.id)
    cast.again("edda")
    offer_id = sent(cast)
    assert refused(cast, partial(accept, cast, offer_id, "edda")) == ["not_your_offer"]
    theirs = sent(cast, contractor_id=other)
    untouched(cast, NotFound, partial(accept, cast, theirs))


@pytest.mark.parametrize("answered", [accepted, declined])
def test_it_is_answered_once(cast: Cast, answered: Any) -> None:
    offer_id = answered(cast)
    assert refused(cast, partial(accept, cast, offer_id)) == ["wrong_state"]


def test_not_after_its_last_day(cast: Cast) -> None:
    offer_id = sent(cast, ends_on="2026-03-02")
    assert refused(cast, partial(accept, cast, offer_id, at=NOW + timedelta(days=1))) == ["days_over"]
    assert accept(cast, offer_id)["state"] == "accepted"
