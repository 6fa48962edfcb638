"""engagement.add: an agreement with a contractor, to which orders belong."""

from typing import Any

import pytest

from counterfoil.foundation.companies.models import Team
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.engagements.models import Engagement

from ..cast import NOW, Cast
from .verb import Given, VerbTests, untouched


def values(cast: Cast, **more: Any) -> EngagementValues:
    return parsed(EngagementValues, {"contractor_id": cast.contractor_id, "title": "Summer"} | more)


class TestAddEngagement(VerbTests):
    verb, who = "engagement.add", "rita"

    def given(self, cast: Cast) -> Given:
        return {"values": values(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"values": given["values"].model_copy(update={"title": "Autumn"})}


def test_works(cast: Cast) -> None:
    given = values(cast, team_id=cast.team_id, starts_on="2026-03-01", ends_on="2026-03-01")
    answer = add_engagement(by=cast.rita, at=NOW, values=given)
    with scope.reading(cast.company_id):
        made = Engagement.objects.get(id=answer["id"])
    assert (made.contractor_id, made.team_id, made.title) == (cast.contractor_id, cast.team_id, "Summer")


def test_a_contractor_and_a_team_of_another_company(cast: Cast) -> None:
    with scope.reading(cast.mallory.company_id):
        contractor, team = Contractor.objects.get(), Team.objects.get()
    for foreign in ({"contractor_id": contractor.id}, {"team_id": team.id}):
        given = values(cast, **foreign)
        untouched(cast, NotFound, lambda given=given: add_engagement(by=cast.rita, at=NOW, values=given))


def test_an_end_before_its_start(cast: Cast) -> None:
    with pytest.raises(Invalid):
        values(cast, starts_on="2026-03-02", ends_on="2026-03-01")
