"""programme.set: purchase orders are off, optional or required when hiring, for the company and for each team."""

from functools import partial

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.insight.policies.programme import programme_now
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.programme_values import ProgrammeValues
from counterfoil.lifecycle.engagements.queries import programme_of

from ..cast import NOW, Cast
from .choosing import choices, choose, programme
from .hiring import drafted, offer_of, sent
from .sharing import shared
from .verb import Given, VerbTests, refused, untouched


class TestProgrammeSet(VerbTests):
    verb, who, wrong = "programme.set", "fay", "rita"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"values": ProgrammeValues(mode="required")}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": ProgrammeValues(mode="off")}


def mode_of(cast: Cast, team: bool = True) -> str:
    with scope.reading(cast.company_id):
        return programme_of(cast.company_id, cast.team_id if team else None)


@pytest.mark.req(1, 24)
def test_a_team_says_something_of_its_own_or_goes_by_its_company(cast: Cast) -> None:
    team = {"team_id": str(cast.team_id)}
    assert (mode_of(cast), mode_of(cast, team=False)) == ("optional", "optional")
    programme(cast, "required")
    assert (mode_of(cast), mode_of(cast, team=False)) == ("required", "required")
    programme(cast, "off", **team)
    assert (mode_of(cast), mode_of(cast, team=False)) == ("off", "required")
    with scope.reading(cast.company_id):
        found = programme_now(cast.rita)
    assert (found.mode, [one.team_id for one in found.teams], len(found.history)) == ("required", [cast.team_id], 2)
    programme(cast, "company", **team)
    assert mode_of(cast) == "required"
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.req(25)
def test_made_optional_again_what_was_chosen_stays(cast: Cast) -> None:
    shared(cast)
    programme(cast, "required")
    chosen, open_one = drafted(cast), drafted(cast)
    choose(cast, chosen)
    programme(cast, "optional")
    assert offer_of(cast, chosen).order_number == "4500012345"
    assert len(choices(cast)) == 1
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=open_one)
    assert offer_of(cast, open_one).state == "sent"


@pytest.mark.req(24)
def test_required_later_what_was_sent_without_goes_on(cast: Cast) -> None:
    offer_id = sent(cast)
    programme(cast, "required")
    shown = offer_of(cast, offer_id).document_sha256
    hiring.accept_offer(by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown)
    assert offer_of(cast, offer_id).state == "accepted"


def test_what_says_nothing_new_or_nothing_at_all(cast: Cast) -> None:
    assert refused(cast, partial(programme, cast, "optional")) == ["unchanged"]
    assert refused(cast, partial(programme, cast, "company", team_id=str(cast.team_id))) == ["unchanged"]
    untouched(cast, Invalid, partial(programme, cast, "company"))
    untouched(cast, Invalid, partial(programme, cast, "off", team_id=str(cast.team_id), confirmed=True))
