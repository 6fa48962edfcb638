"""member.accept: the invited person becomes an active member, by the link of their invitation."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies import links
from counterfoil.foundation.companies.actions.invitations import cancel_invitation, renew_invitation
from counterfoil.foundation.companies.actions.members import accept_membership, deactivate_member, invite_member
from counterfoil.foundation.companies.models import Member, User
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Refused

from ..cast import NOW, Cast
from .test_member_invite import invitation
from .verb import WHY, Given, VerbTests, refused, untouched

UNKNOWN = "x" * 43


def invited(cast: Cast, by: str = "olga") -> tuple[Member, str]:
    """Nora, invited and not yet here, and the secret of her link."""
    owner = cast.members[by]
    made = invite_member(by=owner, at=NOW, invitation=invitation())
    return member_of(owner.company_id, UUID(made["id"])), made["secret"]


class TestAccept(VerbTests):
    verb, wrong = "member.accept", "rita"

    def given(self, cast: Cast) -> Given:
        self.nora, secret = invited(cast)
        return {"secret": secret}

    def otherwise(self, given: Given) -> Given:
        return {"secret": UNKNOWN}

    def actor(self, cast: Cast) -> Member:
        return self.nora

    def test_mallory(self, cast: Cast) -> None:
        """Nobody accepts for somebody else: it names nobody, and the stranger's own company has not invited her."""
        given = self.given(cast)
        with pytest.raises(Refused):
            self.act(cast.mallory, given)
        assert member_of(cast.company_id, self.nora.id).state == "invited"


def test_works(cast: Cast) -> None:
    nora, secret = invited(cast)
    accept_membership(by=nora, at=NOW + timedelta(days=13), secret=secret)
    nora = member_of(cast.company_id, nora.id)
    assert (nora.state, nora.may("order.create"), nora.may("member.accept")) == ("active", True, False)


def test_once(cast: Cast) -> None:
    nora, secret = invited(cast)
    accept_membership(by=nora, at=NOW, secret=secret)
    again = partial(accept_membership, by=nora, at=NOW, secret=secret)
    assert refused(cast, again) == ["not_invited", "link_used"]


def test_the_first_password_is_set_with_it(cast: Cast) -> None:
    nora, secret = invited(cast)
    accept_membership(by=nora, at=NOW, secret=secret, first_password="hashed")
    assert User.objects.get(email=nora.email).password == "hashed"


def test_not_without_the_link(cast: Cast) -> None:
    nora, _secret = invited(cast)
    assert refused(cast, partial(accept_membership, by=nora, at=NOW, secret=UNKNOWN)) == ["link_unknown"]
    untouched(cast, Invalid, lambda: accept_membership(by=nora, at=NOW, secret="short"))


def test_not_with_the_link_of_another_company(cast: Cast) -> None:
    """Mallory invites Nora too, and sees that link: it opens her own company, and never this one."""
    nora, secret = invited(cast)
    theirs, stolen = invited(cast, "mallory")
    assert refused(cast, partial(accept_membership, by=nora, at=NOW, secret=stolen)) == ["link_unknown"]
    accept_membership(by=theirs, at=NOW, secret=stolen, first_password="theirs")
    call = partial(accept_membership, by=nora, at=NOW, secret=secret, first_password="ours")
    assert refused(cast, call) == ["has_account"]
    assert User.objects.get(email=nora.email).password == "theirs"


def test_not_with_the_link_of_another_member(cast: Cast) -> None:
    nora, _secret = invited(cast)
    other = invite_member(by=cast.olga, at=NOW, invitation=invitation(email="omar@demo.example"))["secret"]
    assert refused(cast, partial(accept_membership, by=nora, at=NOW, secret=other)) == ["link_unknown"]


def test_no_password_of_somebody_who_signs_in_is_changed(cast: Cast) -> None:
    user = User.objects.get(email="mallory@other.example")
    user.set_password("her own")
    user.save()
    made = invite_member(by=cast.olga, at=NOW, invitation=invitation(email=user.email))
    invited_too = member_of(cast.company_id, UUID(made["id"]))
    call = partial(accept_membership, by=invited_too, at=NOW, secret=made["secret"])
    assert refused(cast, partial(call, first_password="stolen")) == ["has_account"]
    assert User.objects.get(id=user.id).check_password("her own")
    call()
    assert User.objects.get(id=user.id).check_password("her own")


def test_who_belongs_to_a_company_without_a_password_is_no_newcomer(cast: Cast) -> None:
    """A company that is there already is not opened by the link of another one."""
    assert not User.objects.get(email="mallory@other.example").has_usable_password()
    made = invite_member(by=cast.olga, at=NOW, invitation=invitation(email="mallory@other.example"))
    told = links.told(made["secret"], NOW)
    assert told and not told.is_new_here
    call = partial(accept_membership, by=told.member, at=NOW, secret=made["secret"], first_password="stolen")
    assert refused(cast, call) == ["has_account"]


def test_not_when_it_has_expired(cast: Cast) -> None:
    nora, secret = invited(cast)
    call = partial(accept_membership, by=nora, at=NOW + timedelta(days=14), secret=secret)
    assert refused(cast, call) == ["link_expired"]


def test_an_invitation_that_was_taken_back(cast: Cast) -> None:
    nora, secret = invited(cast)
    deactivate_member(by=cast.olga, at=NOW, member_id=nora.id, reason=WHY)
    call = partial(accept_membership, by=nora, at=NOW, secret=secret)
    assert refused(cast, call) == ["not_invited", "link_ended"]


def test_an_earlier_link_leads_nowhere_once_there_is_a_newer_one(cast: Cast) -> None:
    nora, secret = invited(cast)
    newer = renew_invitation(by=cast.olga, at=NOW, member_id=nora.id)["secret"]
    assert refused(cast, partial(accept_membership, by=nora, at=NOW, secret=secret)) == ["link_ended"]
    assert accept_membership(by=nora, at=NOW, secret=newer)["state"] == "active"


def test_whoever_was_invited_again_after_all_joins(cast: Cast) -> None:
    nora, secret = invited(cast)
    cancel_invitation(by=cast.olga, at=NOW, member_id=nora.id)
    call = partial(accept_membership, by=nora, at=NOW, secret=secret)
    assert refused(cast, call) == ["not_invited", "link_ended"]
    newer = renew_invitation(by=cast.olga, at=NOW, member_id=nora.id)["secret"]
    assert accept_membership(by=nora, at=NOW, secret=newer)["state"] == "active"


def test_a_member_that_never_was(cast: Cast) -> None:
    nobody, secret = invited(cast)
    nobody.id = UUID(int=nobody.id.int + 1)
    untouched(cast, NotFound, lambda: accept_membership(by=nobody, at=NOW, secret=secret))
