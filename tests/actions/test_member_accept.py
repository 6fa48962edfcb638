"""member.accept: the invited person becomes an active member."""

from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import accept_membership, deactivate_member, invite_member
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel.refusals import NotFound, Refused

from ..cast import NOW, Cast
from .test_member_invite import invitation
from .verb import WHY, Given, VerbTests, refused, untouched


def invited(cast: Cast) -> Member:
    """Nora, invited and not yet here."""
    made = invite_member(by=cast.olga, at=NOW, invitation=invitation())
    return member_of(cast.company_id, UUID(made["id"]))


class TestAccept(VerbTests):
    verb, wrong = "member.accept", "rita"

    def given(self, cast: Cast) -> Given:
        self.nora = invited(cast)
        return {}

    def actor(self, cast: Cast) -> Member:
        return self.nora

    def test_mallory(self, cast: Cast) -> None:
        """Nobody accepts for somebody else: it names nobody, and the stranger's own company has not invited her."""
        self.given(cast)
        with pytest.raises(Refused):
            self.act(cast.mallory, {})
        assert member_of(cast.company_id, self.nora.id).state == "invited"

    def test_same_key_for_another_request(self, cast: Cast) -> None:
        """There is no other request: accepting takes nothing. A replay is the only thing a key can mean here."""
        self.given(cast)
        assert self.act(self.nora, {}, key="once") == self.act(self.nora, {}, key="once")


def test_works(cast: Cast) -> None:
    nora = invited(cast)
    accept_membership(by=nora, at=NOW)
    nora = member_of(cast.company_id, nora.id)
    assert (nora.state, nora.may("order.create"), nora.may("member.accept")) == ("active", True, False)


def test_once(cast: Cast) -> None:
    nora = invited(cast)
    accept_membership(by=nora, at=NOW)
    assert refused(cast, lambda: accept_membership(by=nora, at=NOW)) == ["not_invited"]


def test_an_invitation_that_was_taken_back(cast: Cast) -> None:
    nora = invited(cast)
    deactivate_member(by=cast.olga, at=NOW, member_id=nora.id, reason=WHY)
    assert refused(cast, lambda: accept_membership(by=nora, at=NOW)) == ["not_invited"]


def test_a_member_that_never_was(cast: Cast) -> None:
    nobody = invited(cast)
    nobody.id = UUID(int=nobody.id.int + 1)
    untouched(cast, NotFound, lambda: accept_membership(by=nobody, at=NOW))
