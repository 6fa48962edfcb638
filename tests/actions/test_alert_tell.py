"""alert.tell: one person is told once a day, of what is new, and only while they are here."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import deactivate_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.models import Message, Recipient
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.alerts.models import Digest

from ..alerting import raised, soon, system
from ..cast import NOW, Cast
from .mail_verb import MailVerbTests
from .verb import Given, refused

TODAY = NOW.date()
SAYS = {"subject": "1 new", "text": "R-1 is due", "html": "<p>R-1 is due</p>"}


class TestTell(MailVerbTests):
    verb = "alert.tell"

    def given(self, cast: Cast) -> Given:
        soon(cast)
        raised(cast)
        return {"member_id": cast.fay.id, "day": TODAY, "through": 1, **SAYS}

    def otherwise(self, given: Given) -> Given:
        return given | {"day": TODAY + timedelta(days=1)}


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    settings.COUNTERFOIL_SENDS_MAIL = True


def tell(cast: Cast, who: str = "fay", day: date = TODAY, through: int = 1) -> UUID:
    """Tell somebody; the mail."""
    given = {"member_id": cast.members[who].id, "day": day, "through": through, **SAYS}
    return UUID(actions.tell(by=system(cast), at=NOW, **given)["mail_id"])


@pytest.mark.req(168)
def test_a_mail_of_their_own_waits_for_them(cast: Cast) -> None:
    soon(cast)
    raised(cast)
    mail_id = tell(cast)
    with scope.reading(cast.company_id):
        message, to = Message.objects.get(id=mail_id), Recipient.objects.get(message_id=mail_id)
        (digest,) = Digest.objects.all()
    assert (message.kind, message.state, message.html, to.address) == (
        "alerts",
        "waiting",
        SAYS["html"],
        "fay@demo.example",
    )
    assert (digest.member_id, digest.day, digest.through, digest.mail_id) == (cast.fay.id, TODAY, 1, mail_id)


@pytest.mark.req(168)
def test_nobody_is_told_twice_a_day_or_twice_of_the_same(cast: Cast) -> None:
    soon(cast)
    raised(cast)
    tell(cast)
    soon(cast, number="R-2")
    raised(cast)
    assert refused(cast, lambda: tell(cast, through=2)) == ["told_today"]
    assert refused(cast, lambda: tell(cast, day=TODAY + timedelta(days=1))) == ["nothing_new"]
    assert refused(cast, lambda: tell(cast, day=TODAY + timedelta(days=1), through=3)) == ["nothing_new"], (
        "not raised yet"
    )
    tell(cast, day=TODAY + timedelta(days=1), through=2)
    tell(cast, "petra")


@pytest.mark.req(168)
def test_who_has_left_is_told_nothing_nor_is_a_contractor(cast: Cast) -> None:
    soon(cast)
    raised(cast)
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.fay.id, reason="Left us")
    assert refused(cast, lambda: tell(cast)) == ["not_here"]
    assert refused(cast, lambda: tell(cast, "cleo")) == ["not_here"]
    assert refused(cast, lambda: tell(cast, "system")) == ["not_here"]


def test_without_a_server_or_an_address_no_mail_is_written(cast: Cast, settings: Any) -> None:
    settings.COUNTERFOIL_SENDS_MAIL = False
    soon(cast)
    raised(cast)
    assert refused(cast, lambda: tell(cast)) == ["no_mail_server"]
