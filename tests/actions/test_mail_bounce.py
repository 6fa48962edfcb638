"""mail.bounce: a mail came back from somebody."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail

from ..cast import NOW, Cast
from ..mailing import delivered, message_of, recipients_of, sent, states_of
from .mail_verb import MailVerbTests
from .ordering import order_of
from .verb import Given, refused


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


class TestBounce(MailVerbTests):
    verb = "mail.bounce"

    def given(self, cast: Cast) -> Given:
        mail_id = delivered(cast)
        return {"mail_id": mail_id, "recipient_id": recipients_of(cast, mail_id)[0].id, "told": "No such user"}

    def otherwise(self, given: Given) -> Given:
        return given | {"told": "Mailbox full"}


def bounce(cast: Cast, mail_id: UUID, recipient_id: UUID) -> Any:
    by = system_member(cast.company_id)
    return mail.bounce(by=by, at=NOW, mail_id=mail_id, recipient_id=recipient_id, told="No such user")


@pytest.mark.req(169)
def test_it_is_noted_once_and_the_order_keeps_its_date(cast: Cast) -> None:
    mail_id = delivered(cast, "one@a.example", "two@a.example")
    second = recipients_of(cast, mail_id)[1]
    bounce(cast, mail_id, second.id)
    assert states_of(cast, mail_id) == ["accepted", "bounced"]
    assert recipients_of(cast, mail_id)[1].told == "No such user"
    assert order_of(cast, message_of(cast, mail_id).order_id).sent_on  # type: ignore[arg-type]
    assert refused(cast, partial(bounce, cast, mail_id, second.id)) == ["wrong_state"]


def test_what_did_not_go_out_does_not_come_back(cast: Cast) -> None:
    mail_id = sent(cast)
    assert refused(cast, partial(bounce, cast, mail_id, recipients_of(cast, mail_id)[0].id)) == ["wrong_state"]


def test_nor_from_who_had_none_of_it(cast: Cast) -> None:
    assert refused(cast, partial(bounce, cast, delivered(cast), UUID(int=7))) == ["no_recipient"]
