"""team.add: a team, to which managers can be narrowed."""

import pytest

from counterfoil.foundation.companies.actions.members import add_team
from counterfoil.foundation.kernel.refusals import Invalid

from ..cast import NOW, Cast
from .verb import Given, VerbTests, refused, untouched


class TestAddTeam(VerbTests):
    verb, who, stranger_finds_nothing = "team.add", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"name": "Print"}

    def otherwise(self, given: Given) -> Given:
        return {"name": "Web"}


def test_a_name_is_its_own(cast: Cast) -> None:
    assert refused(cast, lambda: add_team(by=cast.olga, at=NOW, name=" Studio ")) == ["team_taken"]


@pytest.mark.parametrize("name", ["", "  ", "a\x00", "a" * 201])
def test_names_that_can_not_be(cast: Cast, name: str) -> None:
    untouched(cast, Invalid, lambda: add_team(by=cast.olga, at=NOW, name=name))
