"""invitation.renew: another link for somebody who did not join."""

from datetime import timedelta
from functools import partial

import pytest

from counterfoil.foundation.companies.actions.invitations import renew_invitation
from counterfoil.foundation.companies.actions.members import accept_membership, deactivate_member
from counterfoil.foundation.companies.models import InvitationLink
from counterfoil.foundation.kernel import scope

from ..cast import NOW, Cast
from .test_member_accept import invited
from .verb import WHY, Given, VerbTests, refused


class TestRenew(VerbTests):
    verb, who = "invitation.renew", "olga"

    def given(self, cast: Cast) -> Given:
        return {"member_id": invited(cast)[0].id}

    def otherwise(self, given: Given) -> Given:
        return {"member_id": self.rita}

    @pytest.fixture(autouse=True)
    def _another(self, cast: Cast) -> None:
        self.rita = cast.rita.id


def test_the_earlier_link_ends_and_the_newer_lasts_as_long(cast: Cast) -> None:
    nora, _secret = invited(cast)
    later = NOW + timedelta(days=20)
    renew_invitation(by=cast.olga, at=later, member_id=nora.id)
    with scope.reading(cast.company_id):
        links = list(InvitationLink.objects.filter(member_id=nora.id).order_by("made_at"))
    assert [(one.ended_at, one.expires_at) for one in links] == [
        (later, NOW + timedelta(days=14)),
        (None, later + timedelta(days=14)),
    ]


def test_who_is_here_or_left_gets_none(cast: Cast) -> None:
    nora, secret = invited(cast)
    accept_membership(by=nora, at=NOW, secret=secret)
    call = partial(renew_invitation, by=cast.olga, at=NOW, member_id=nora.id)
    assert refused(cast, call) == ["not_invited"]
    deactivate_member(by=cast.olga, at=NOW, member_id=nora.id, reason=WHY)
    assert refused(cast, call) == ["not_invited"]
