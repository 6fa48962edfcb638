"""What somebody typed stands in the head of a mail as it was typed: no line of the head is theirs to write."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.companies.actions.members import accept_membership, invite_member
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of
from counterfoil.lifecycle.orders import actions as orders

from ...actions.test_member_invite import invitation
from ...cast import NOW, Cast
from ...mailing import message_of, sendable, sent, values
from ...smtp import Inbox, configured
from .test_mailing import inbox, run

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db(transaction=True)

ENCODED = "=?utf-8?q?=0d=0aBcc:_all@staff.example=0d=0a=0d=0aPay_to_another_account?= "
"""What a reader of mail would make line breaks of."""


@pytest.mark.req(169)
@pytest.mark.parametrize("where", ["subject", "company", "sender"])
def test_an_encoded_word_begins_no_line_of_the_head(cast: Cast, inbox: Inbox, where: str) -> None:
    order_id = sendable(cast)
    if where == "company":
        change_company(by=cast.olga, at=NOW, changes=CompanyChanges.model_validate({"name": ENCODED}))
    sender = issuer(cast, name=ENCODED) if where == "sender" else cast.again("iris")
    mail = values(subject=ENCODED if where == "subject" else "Your order")
    mail_id = UUID(orders.send(by=sender, at=NOW, order_id=order_id, mail=mail)["mail_id"])
    run()
    assert message_of(cast, mail_id).state == "sent"
    read = inbox.read()
    assert not {"Bcc", "Pay to another account"} & set(read.keys())
    assert read.get_body().get_content().strip() == "Attached."  # type: ignore[union-attr]
    assert "= ?utf-8?q?=0d=0aBcc" in str(read[{"subject": "Subject", "company": "From", "sender": "Reply-To"}[where]])


@pytest.mark.parametrize("email", ["jürgen@firma.example", "a>,<b@firma.example"])
def test_who_has_an_address_that_no_head_takes_still_sends(cast: Cast, inbox: Inbox, email: str) -> None:
    """It waited for ever, and nobody was told."""
    sender = issuer(cast, email=email)
    mail_id = UUID(orders.send(by=sender, at=NOW, order_id=sendable(cast), mail=values())["mail_id"])
    run()
    assert message_of(cast, mail_id).state == "sent"
    assert inbox.read()["Reply-To"] is None


@pytest.mark.parametrize("wrong", [{"EMAIL_HOST_PASSWORD": "pässword"}, {"EMAIL_HOST": "mail..acmé.example"}])
def test_a_server_that_can_not_be_spoken_to_is_tried_again_and_no_letter_of_the_password_is_told(
    cast: Cast, inbox: Inbox, settings: Any, wrong: dict[str, Any]
) -> None:
    """Nothing was sent: it is not perhaps sent."""
    configured(settings, inbox.port, **wrong)
    mail_id = sent(cast)
    run()
    message = message_of(cast, mail_id)
    assert (message.state, inbox.mails) == ("waiting", [])
    assert "other than A to Z" in message.error
    assert "xe4" not in message.error


def test_a_mail_that_can_not_be_written_is_given_up_and_says_why(cast: Cast, inbox: Inbox, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "bestellung@müller.example"
    mail_id = sent(cast)
    run()
    message = message_of(cast, mail_id)
    assert (message.state, inbox.mails) == ("cancelled", [])
    assert "ascii" in message.error


def issuer(cast: Cast, **more: Any) -> Member:
    """Somebody who issues and sends, as they were invited."""
    made = invite_member(by=cast.olga, at=NOW, invitation=invitation(role="issuer", **more))
    member = member_of(cast.company_id, UUID(made["id"]))
    accept_membership(by=member, at=NOW, secret=made["secret"])
    return member_of(cast.company_id, member.id)
