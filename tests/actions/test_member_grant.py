"""member.grant: one more role, for the company or for one team."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.models import Team
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound

from ..cast import NOW, Cast
from .books import entries
from .verb import Given, VerbTests, refused, untouched


class TestGrant(VerbTests):
    verb, who = "member.grant", "olga"

    def given(self, cast: Cast) -> Given:
        return {"member_id": cast.rita.id, "role": "issuer"}

    def otherwise(self, given: Given) -> Given:
        return given | {"role": "payables"}


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


@pytest.mark.req(26, 98)
@pytest.mark.parametrize(
    ("role", "verb"), [("finance", "payment.release"), ("owner", "policy.set"), ("issuer", "layout.set")]
)
def test_an_owner_gives_finance_alone_or_everything_and_the_issuer_s_office(cast: Cast, role: str, verb: str) -> None:
    assert not cast.rita.may(verb)
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role=role, confirm="Rita")
    assert cast.again("rita").may(verb)
    assert cast.rita.may("member.grant") == (role == "owner")


@pytest.mark.req(98)
def test_an_owner_sets_no_layout_before_they_are_made_issuer_on_the_trail(cast: Cast) -> None:
    assert not cast.olga.may("layout.set")
    grant(cast, "olga", "issuer")
    assert cast.again("olga").may("layout.set")
    [entry] = entries(cast.company_id, verb="member.grant", subject_id=cast.olga.id)
    assert entry.member_id == cast.olga.id and entry.answer == {"id": str(cast.olga.id), "role": "issuer"}


@pytest.mark.req(27)
@pytest.mark.parametrize("confirm", ["", "rita", "Rita Hayworth", "yes"])
def test_finance_is_not_given_unconfirmed(cast: Cast, confirm: str) -> None:
    call = partial(grant_role, by=cast.olga, at=NOW, member_id=cast.rita.id, role="finance", confirm=confirm)
    assert refused(cast, call) == ["finance_unconfirmed"]
    assert not cast.again("rita").may("payment.release")


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
