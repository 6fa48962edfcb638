"""mail.claim: a mail is taken by one, before a server hears of it."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.invitations import cancel_invitation
from counterfoil.foundation.companies.models import InvitationLink
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail import actions as mail
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from ..mailing import claimed, message_of, recipients_of, sent
from .mail_verb import MailVerbTests
from .test_invitation_send import mailed
from .verb import WHY, Given, refused


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = settings.COUNTERFOIL_SENDS_MAIL = True


def claim(cast: Cast, mail_id: Any, at: Any = NOW) -> Any:
    return mail.claim(by=system_member(cast.company_id), at=at, mail_id=mail_id)


class TestClaim(MailVerbTests):
    verb = "mail.claim"

    def given(self, cast: Cast) -> Given:
        return {"mail_id": sent(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"mail_id": given["mail_id"].__class__(int=1)}


def test_nobody_claims_it_a_second_time(cast: Cast) -> None:
    mail_id = claimed(cast)
    assert (message_of(cast, mail_id).state, message_of(cast, mail_id).attempts) == ("sending", 1)
    assert refused(cast, partial(claim, cast, mail_id)) == ["wrong_state"]


def test_what_is_tried_again_waits_until_its_time(cast: Cast) -> None:
    mail_id = claimed(cast)
    later = NOW + timedelta(minutes=2)
    waits = [{"recipient_id": recipients_of(cast, mail_id)[0].id, "state": "waiting", "told": "451 later"}]
    by = system_member(cast.company_id)
    mail.deliver(by=by, at=NOW, mail_id=mail_id, outcomes=waits, retry_at=later, error="451 later")
    assert refused(cast, partial(claim, cast, mail_id)) == ["not_yet"]
    assert claim(cast, mail_id, later)["attempt"] == 2


def test_the_mail_of_an_order_that_is_not_in_force_any_more_is_not_claimed(cast: Cast) -> None:
    """The database holds it, however the job came to try."""
    mail_id = sent(cast)
    orders.cancel(by=cast.iris, at=NOW, order_id=message_of(cast, mail_id).order_id, reason=WHY)
    assert refused(cast, partial(claim, cast, mail_id)) == ["guard"]


def test_each_attempt_at_an_invitation_has_a_link_of_its_own(cast: Cast) -> None:
    """Of the secret only its hash is kept: neither the mail nor the trail has it."""
    nora, mail_id, first = mailed(cast)
    secret = claim(cast, mail_id)["secret"]
    with scope.reading(cast.company_id):
        links = list(InvitationLink.objects.filter(member_id=nora.id).order_by("made_at", "id"))
    assert [one.ended_at for one in links] == [NOW, None]
    assert secret != first
    message = message_of(cast, mail_id)
    assert "{link}" in message.text
    assert secret not in f"{message.text} {message.subject} {message.error}"


def test_no_link_for_who_is_not_invited_any_more(cast: Cast) -> None:
    nora, mail_id, _secret = mailed(cast)
    cancel_invitation(by=cast.olga, at=NOW, member_id=nora.id)
    assert refused(cast, partial(claim, cast, mail_id)) == ["not_invited"]
