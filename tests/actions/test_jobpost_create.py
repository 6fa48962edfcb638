"""jobpost.create: somebody is to be looked for."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.kernel.refusals import Invalid

from ..cast import NOW, Cast
from .posting import drafted, post_of, posted
from .verb import WHY, Given, VerbTests, refused


class TestJobPostCreate(VerbTests):
    verb, who = "jobpost.create", "rita"

    def given(self, cast: Cast) -> Given:
        return {"values": posted(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"values": given["values"].model_copy(update={"title": "Another"})}


def test_it_is_a_draft_that_says_what_was_typed(cast: Cast) -> None:
    post = post_of(cast, drafted(cast, starts_on="2026-04-01"))
    assert (post.state, post.title, post.budget, post.currency) == ("draft", "Catalogue", 5000, "EUR")
    assert (post.made_by_id, post.team_id, post.created_at) == (cast.rita.id, cast.team_id, NOW)


def test_a_manager_hires_for_their_own_teams(cast: Cast) -> None:
    team = add_team(by=cast.olga, at=NOW, name="Events")["id"]
    revoke_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", team_id=team)
    cast.again("rita")
    assert refused(cast, partial(drafted, cast)) == ["not_your_team"]
    assert drafted(cast, team_id=team)


@pytest.mark.parametrize("wrong", [{"title": ""}, {"budget": "0"}, {"budget": "1.001"}, {"currency": "XXX"}])
def test_values_that_can_not_be(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        posted(cast, **wrong)
