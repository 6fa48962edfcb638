"""offer.create: a contractor is to be asked to do something for so much."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.parties.actions import archive_contractor

from ..cast import NOW, Cast
from .hiring import by_the_hour, drafted, offer_of, offered
from .verb import WHY, Given, VerbTests, refused, untouched


class TestOfferCreate(VerbTests):
    verb, who = "offer.create", "rita"

    def given(self, cast: Cast) -> Given:
        return {"values": offered(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"values": given["values"].model_copy(update={"title": "Another"})}


@pytest.mark.parametrize("who", ["rita", "iris", "olga"])
def test_it_is_a_draft_that_says_what_was_typed(cast: Cast, who: str) -> None:
    offer = offer_of(cast, drafted(cast, who, starts_on="2026-04-01", ends_on="2026-04-30"))
    assert (offer.state, offer.title, offer.currency, offer.amount) == ("draft", "Spring catalogue", "EUR", 1000)
    assert (offer.made_by_id, offer.team_id, offer.created_at) == (cast.members[who].id, cast.team_id, NOW)
    assert (offer.document, offer.sent_at, offer.approval_id, offer.engagement_id) == ("", None, None, None)


def test_a_rate_has_a_unit_and_can_have_a_most(cast: Cast) -> None:
    offer = offer_of(cast, drafted(cast, values=by_the_hour(cast)))
    assert (offer.amount, offer.unit_rate, offer.unit, offer.most_units) == (None, 100, "HUR", 40)
    assert offer.most_amount == Decimal(4000)
    assert offer_of(cast, drafted(cast, values=by_the_hour(cast, None))).most_amount is None


def test_a_fixed_price_has_no_unit(cast: Cast) -> None:
    offer = offer_of(cast, drafted(cast, unit="HUR", most_units="3"))
    assert (offer.unit, offer.most_units, offer.most_amount) == ("", None, 1000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": None},
        {"unit_rate": "100", "unit": "HUR"},
        {"amount": None, "unit_rate": "100"},
        {"amount": "0"},
        {"amount": "1000.001"},
        {"amount": None, "unit_rate": "100", "unit": "FURLONG"},
        {"starts_on": "2026-04-02", "ends_on": "2026-04-01"},
        {"title": ""},
        {"currency": "XXX"},
    ],
)
def test_values_that_can_not_be(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        offered(cast, **wrong)


def test_a_manager_hires_for_their_own_teams(cast: Cast) -> None:
    team = add_team(by=cast.olga, at=NOW, name="Events")["id"]
    revoke_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", team_id=team)
    cast.again("rita")
    assert refused(cast, partial(drafted, cast)) == ["not_your_team"]
    assert refused(cast, partial(drafted, cast, team_id=None)) == ["not_your_team"]
    assert offer_of(cast, drafted(cast, team_id=team)).team_id


def test_nobody_hires_who_is_archived(cast: Cast) -> None:
    archive_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id)
    assert refused(cast, partial(drafted, cast)) == ["contractor_archived"]


def test_another_companys_contractor_is_not_there(cast: Cast) -> None:
    untouched(cast, NotFound, partial(drafted, cast, contractor_id=str(cast.mallory.id)))
