"""member.decline: the invited person says no, by the link of their invitation, and is no member."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.invitations import renew_invitation
from counterfoil.foundation.companies.actions.members import accept_membership, decline_membership, grant_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import companies_of_user, member_of
from counterfoil.foundation.kernel.refusals import NotFound, Refused

from ..cast import NOW, Cast
from .test_member_accept import UNKNOWN, invited
from .verb import Given, VerbTests, refused, untouched


class TestDecline(VerbTests):
    verb, wrong = "member.decline", "rita"

    def given(self, cast: Cast) -> Given:
        self.nora, secret = invited(cast)
        return {"secret": secret}

    def otherwise(self, given: Given) -> Given:
        return {"secret": UNKNOWN}

    def actor(self, cast: Cast) -> Member:
        return self.nora

    def test_mallory(self, cast: Cast) -> None:
        """Nobody declines for somebody else: it names nobody, and the stranger's own company has not invited her."""
        given = self.given(cast)
        with pytest.raises(Refused):
            self.act(cast.mallory, given)
        assert member_of(cast.company_id, self.nora.id).state == "invited"


def test_works(cast: Cast) -> None:
    nora, secret = invited(cast)
    assert [one.invited for one in companies_of_user(nora.user_id)] == [True]
    decline_membership(by=nora, at=NOW, secret=secret)
    nora = member_of(cast.company_id, nora.id)
    assert (nora.state, nora.may("order.create"), nora.may("member.accept")) == ("gone", False, False)
    assert companies_of_user(nora.user_id) == []


@pytest.mark.parametrize(("answer", "ends"), [(accept_membership, "link_used"), (decline_membership, "link_ended")])
def test_an_invitation_is_answered_once(cast: Cast, answer: object, ends: str) -> None:
    nora, secret = invited(cast)
    answer(by=nora, at=NOW, secret=secret)  # type: ignore[operator]
    assert refused(cast, partial(decline_membership, by=nora, at=NOW, secret=secret)) == ["not_invited", ends]


def test_nobody_declines_for_them_without_the_link(cast: Cast) -> None:
    """Whoever has got hold of the account can't undo what another company began."""
    nora, _secret = invited(cast)
    _theirs, stolen = invited(cast, "mallory")
    assert refused(cast, partial(decline_membership, by=nora, at=NOW, secret=stolen)) == ["link_unknown"]


def test_whoever_declined_is_given_nothing_more_and_can_be_invited_again(cast: Cast) -> None:
    nora, secret = invited(cast)
    decline_membership(by=nora, at=NOW, secret=secret)
    call = partial(grant_role, by=cast.olga, at=NOW, member_id=nora.id, role="issuer")
    assert refused(cast, call) == ["member_gone"]
    newer = renew_invitation(by=cast.olga, at=NOW, member_id=nora.id)["secret"]
    assert accept_membership(by=nora, at=NOW, secret=newer)["state"] == "active"


def test_a_member_that_never_was(cast: Cast) -> None:
    nobody, secret = invited(cast)
    nobody.id = UUID(int=nobody.id.int + 1)
    untouched(cast, NotFound, lambda: decline_membership(by=nobody, at=NOW, secret=secret))
