"""team.change: a team is called otherwise."""

from functools import partial
from uuid import UUID

from counterfoil.foundation.companies.actions.members import add_team, change_team
from counterfoil.foundation.companies.models import Team
from counterfoil.foundation.kernel import scope

from ..cast import NOW, Cast
from .verb import Given, VerbTests, refused


class TestChangeTeam(VerbTests):
    verb, who = "team.change", "olga"

    def given(self, cast: Cast) -> Given:
        return {"team_id": cast.team_id, "name": "Atelier"}

    def otherwise(self, given: Given) -> Given:
        return given | {"name": "Print"}


def test_works_and_the_same_name_again_changes_nothing(cast: Cast) -> None:
    for _time in range(2):
        change_team(by=cast.olga, at=NOW, team_id=cast.team_id, name="Atelier")
    with scope.reading(cast.company_id):
        assert Team.objects.get(id=cast.team_id).name == "Atelier"


def test_a_name_that_another_team_has(cast: Cast) -> None:
    other = UUID(add_team(by=cast.olga, at=NOW, name="Print")["id"])
    call = partial(change_team, by=cast.olga, at=NOW, team_id=other, name="Studio")
    assert refused(cast, call) == ["team_taken"]
