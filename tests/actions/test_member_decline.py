"""member.decline: the invited person says no, and is no member."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import accept_membership, decline_membership, grant_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import companies_of_user, member_of
from counterfoil.foundation.kernel.refusals import NotFound, Refused

from ..cast import NOW, Cast
from .test_member_accept import invited
from .verb import Given, VerbTests, refused, untouched


class TestDecline(VerbTests):
    verb, wrong = "member.decline", "rita"

    def given(self, cast: Cast) -> Given:
        self.nora = invited(cast)
        return {}

    def actor(self, cast: Cast) -> Member:
        return self.nora

    def test_mallory(self, cast: Cast) -> None:
        """Nobody declines for somebody else: it names nobody, and the stranger's own company has not invited her."""
        self.given(cast)
        with pytest.raises(Refused):
            self.act(cast.mallory, {})
        assert member_of(cast.company_id, self.nora.id).state == "invited"

    def test_same_key_for_another_request(self, cast: Cast) -> None:
        """There is no other request: declining takes nothing. A replay is the only thing a key can mean here."""
        self.given(cast)
        assert self.act(self.nora, {}, key="once") == self.act(self.nora, {}, key="once")


def test_works(cast: Cast) -> None:
    nora = invited(cast)
    assert [one.invited for one in companies_of_user(nora.user_id)] == [True]
    decline_membership(by=nora, at=NOW)
    nora = member_of(cast.company_id, nora.id)
    assert (nora.state, nora.may("order.create"), nora.may("member.accept")) == ("gone", False, False)
    assert companies_of_user(nora.user_id) == []


@pytest.mark.parametrize("answer", [accept_membership, decline_membership])
def test_an_invitation_is_answered_once(cast: Cast, answer: object) -> None:
    nora = invited(cast)
    answer(by=nora, at=NOW)  # type: ignore[operator]
    assert refused(cast, lambda: decline_membership(by=nora, at=NOW)) == ["not_invited"]


def test_whoever_declined_is_given_nothing_more(cast: Cast) -> None:
    nora = invited(cast)
    decline_membership(by=nora, at=NOW)
    call = partial(grant_role, by=cast.olga, at=NOW, member_id=nora.id, role="issuer")
    assert refused(cast, call) == ["member_gone"]


def test_a_member_that_never_was(cast: Cast) -> None:
    nobody = invited(cast)
    nobody.id = UUID(int=nobody.id.int + 1)
    untouched(cast, NotFound, lambda: decline_membership(by=nobody, at=NOW))
