"""invitation.send: somebody who is invited gets a link by mail. It is made as the mail goes out."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import invite_member
from counterfoil.foundation.companies.models import InvitationLink, Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.actions import send_invitation

from ..cast import NOW, Cast
from ..mailing import message_of, recipients_of
from .test_member_accept import invited
from .test_member_invite import invitation
from .verb import Given, VerbTests, refused


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = settings.COUNTERFOIL_SENDS_MAIL = True


class TestSendInvitation(VerbTests):
    verb, who = "invitation.send", "olga"

    def given(self, cast: Cast) -> Given:
        return {"member_id": invited(cast)[0].id}

    def otherwise(self, given: Given) -> Given:
        return {"member_id": self.rita}

    @pytest.fixture(autouse=True)
    def _another(self, cast: Cast) -> None:
        self.rita = cast.rita.id


def mailed(cast: Cast) -> tuple[Member, UUID, str]:
    """Somebody whose invitation waits to be mailed, the mail, and the secret that they have already."""
    nora, secret = invited(cast)
    done = send_invitation(by=cast.olga, at=NOW, member_id=nora.id)
    return nora, UUID(done["mail_id"]), secret


def test_the_mail_has_no_link_and_the_one_they_have_still_works(cast: Cast) -> None:
    nora, mail_id, secret = mailed(cast)
    message = message_of(cast, mail_id)
    assert "{link}" in message.text
    assert secret not in message.text
    assert [one.address for one in recipients_of(cast, mail_id)] == [nora.email]
    with scope.reading(cast.company_id):
        assert InvitationLink.objects.get(member_id=nora.id).ended_at is None


def test_who_is_here_gets_none(cast: Cast) -> None:
    assert refused(cast, partial(send_invitation, by=cast.olga, at=NOW, member_id=cast.rita.id)) == ["not_invited"]


def test_without_an_address_of_our_own_there_is_no_link_to_mail(cast: Cast, settings: Any) -> None:
    settings.COUNTERFOIL_SENDS_MAIL = False
    nora, _secret = invited(cast)
    call = partial(send_invitation, by=cast.olga, at=NOW, member_id=nora.id)
    assert refused(cast, call) == ["no_mail_server"]


def test_who_has_an_address_that_no_mail_server_takes_gets_the_link_by_hand(cast: Cast) -> None:
    made = invite_member(by=cast.olga, at=NOW, invitation=invitation(email="jürgen@firma.example"))
    call = partial(send_invitation, by=cast.olga, at=NOW, member_id=UUID(made["id"]))
    assert refused(cast, call) == ["no_mail_address"]
