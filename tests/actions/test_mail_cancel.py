"""mail.cancel: a mail that need not go out any more is given up, and it is said why."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail

from ..cast import NOW, Cast
from ..mailing import claimed, message_of, sent
from .mail_verb import MailVerbTests
from .verb import Given, refused


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


class TestCancel(MailVerbTests):
    verb = "mail.cancel"

    def given(self, cast: Cast) -> Given:
        return {"mail_id": sent(cast), "error": "The order is not in force any more."}

    def otherwise(self, given: Given) -> Given:
        return given | {"error": "Because"}


def test_what_is_with_the_server_is_not_taken_back(cast: Cast) -> None:
    cancel = partial(mail.cancel, by=system_member(cast.company_id), at=NOW, error="Because")
    assert refused(cast, partial(cancel, mail_id=claimed(cast))) == ["wrong_state"]


def test_it_says_why(cast: Cast) -> None:
    mail_id = sent(cast)
    mail.cancel(by=system_member(cast.company_id), at=NOW, mail_id=mail_id, error="Because")
    assert (message_of(cast, mail_id).state, message_of(cast, mail_id).error) == ("cancelled", "Because")
