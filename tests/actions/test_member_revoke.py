"""member.revoke: take a role away; a company always keeps one owner."""

import pytest

from counterfoil.foundation.companies.actions.members import grant_role, revoke_role
from counterfoil.foundation.kernel.refusals import Invalid

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests, refused, untouched


class TestRevoke(VerbTests):
    verb, who = "member.revoke", "olga"

    def given(self, cast: Cast) -> Given:
        return {"member_id": cast.rita.id, "role": "manager", "reason": WHY}


def revoke(cast: Cast, name: str, role: str, by: str = "olga", reason: str = WHY) -> None:
    revoke_role(by=cast.members[by], at=NOW, member_id=cast.members[name].id, role=role, reason=reason)


def test_works(cast: Cast) -> None:
    revoke(cast, "rita", "manager")
    assert not cast.again("rita").may("order.create")


def test_a_role_that_is_not_held(cast: Cast) -> None:
    assert refused(cast, lambda: revoke(cast, "rita", "issuer")) == ["role_not_held"]


def test_the_last_owner_stays(cast: Cast) -> None:
    assert refused(cast, lambda: revoke(cast, "olga", "owner")) == ["last_owner"]


def test_one_owner_of_two_may_go(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.fay.id, role="owner")
    cast.again("fay")
    revoke(cast, "olga", "owner", by="fay")
    assert refused(cast, lambda: revoke(cast, "fay", "owner", by="fay")) == ["last_owner"]


@pytest.mark.parametrize("reason", ["", "no"])
def test_not_without_a_reason(cast: Cast, reason: str) -> None:
    untouched(cast, Invalid, lambda: revoke(cast, "rita", "manager", reason=reason))
