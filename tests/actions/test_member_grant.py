"""member.grant: one more role, for the company or for one team."""

from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.models import Team
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound

from ..cast import NOW, Cast
from .verb import Given, VerbTests, refused, untouched


class TestGrant(VerbTests):
    verb, who = "member.grant", "olga"

    def given(self, cast: Cast) -> Given:
        return {"member_id": cast.rita.id, "role": "issuer"}

    def otherwise(self, given: Given) -> Given:
        return given | {"role": "finance"}


def grant(cast: Cast, name: str, role: str, team_id: UUID | None = None) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.members[name].id, role=role, team_id=team_id)


def test_works(cast: Cast) -> None:
    assert not cast.rita.may("order.issue")
    grant(cast, "rita", "issuer")
    assert cast.again("rita").may("order.issue")


def test_the_same_role_for_the_company_and_for_a_team(cast: Cast) -> None:
    grant(cast, "rita", "manager", cast.team_id)
    assert cast.again("rita").team_ids == {cast.team_id}
    assert refused(cast, lambda: grant(cast, "rita", "manager", cast.team_id)) == ["role_held"]


def test_a_role_twice(cast: Cast) -> None:
    assert refused(cast, lambda: grant(cast, "rita", "manager")) == ["role_held"]


@pytest.mark.parametrize("role", ["system", "emperor"])
def test_a_role_that_nobody_gives(cast: Cast, role: str) -> None:
    assert refused(cast, lambda: grant(cast, "rita", role)) == ["unknown_role"]


@pytest.mark.parametrize("role", ["", "a\x00", "A B"])
def test_roles_that_can_not_be(cast: Cast, role: str) -> None:
    untouched(cast, Invalid, lambda: grant(cast, "rita", role))


def test_a_member_and_a_team_of_another_company(cast: Cast) -> None:
    with scope.reading(cast.mallory.company_id):
        team = Team.objects.get()
    untouched(cast, NotFound, lambda: grant(cast, "mallory", "issuer"))
    untouched(cast, NotFound, lambda: grant(cast, "rita", "manager", team.id))
