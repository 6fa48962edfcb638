"""remittance.void: what a contractor was told of a payment holds no more once it did not arrive."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.remittances import actions as remittances

from ..cast import NOW, Cast
from ..mailing import ADDRESS, addressed, delivered
from ..remitting import advised, failed, mails_of, remittance_of, voided
from .billing import initiated, settled
from .mail_verb import MailVerbTests
from .verb import Given, refused


class TestRemittanceVoid(MailVerbTests):
    verb = "remittance.void"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": failed(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"payment_id": UUID(int=1)}


@pytest.fixture
def server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


def claimed(cast: Cast, payment_id: UUID) -> UUID:
    """The mail of the advice is with the server."""
    (message,) = mails_of(cast, payment_id)
    mail.claim(by=system_member(cast.company_id), at=NOW, mail_id=message.id)
    return UUID(str(message.id))


def test_it_is_marked_with_the_day(cast: Cast) -> None:
    made = remittance_of(cast, voided(cast))
    assert (made.state, str(made.void_on)) == ("void", "2026-03-02")
    assert made.printed_sha256 == made.void_sha256 != made.sha256


@pytest.mark.usefixtures("server")
def test_whoever_was_told_is_told_of_this_too(cast: Cast) -> None:
    addressed(cast)
    payment_id = advised(cast)
    delivered(cast, mail_id=claimed(cast, payment_id))
    voided(cast, payment_id)
    first, second = mails_of(cast, payment_id)
    assert (first.state, second.kind, second.state) == ("sent", "remittance_void", "waiting")
    assert [one.address for one in second.known] == [ADDRESS]
    assert "did not arrive" in second.subject and second.document_sha256 == remittance_of(cast, payment_id).void_sha256


@pytest.mark.usefixtures("server")
def test_what_the_server_has_in_its_hands_may_arrive(cast: Cast) -> None:
    addressed(cast)
    payment_id = advised(cast)
    claimed(cast, payment_id)
    voided(cast, payment_id)
    assert [one.state for one in mails_of(cast, payment_id)] == ["sending", "waiting"]


@pytest.mark.usefixtures("server")
def test_what_waits_does_not_go_out_and_nobody_is_told_anything(cast: Cast) -> None:
    addressed(cast)
    payment_id = voided(cast)
    assert [(one.kind, one.state) for one in mails_of(cast, payment_id)] == [("remittance", "cancelled")]


@pytest.mark.usefixtures("server")
def test_what_was_refused_was_told_to_nobody(cast: Cast) -> None:
    addressed(cast)
    payment_id = advised(cast)
    delivered(cast, mail_id=claimed(cast, payment_id), state="refused")
    voided(cast, payment_id)
    assert [one.state for one in mails_of(cast, payment_id)] == ["failed"]


def test_what_stands_is_not_made_void(cast: Cast) -> None:
    void = partial(remittances.void_remittance, by=system_member(cast.company_id), at=NOW)
    assert refused(cast, partial(void, payment_id=advised(cast))) == ["payment_stands"]


def test_once(cast: Cast) -> None:
    void = partial(remittances.void_remittance, by=system_member(cast.company_id), at=NOW)
    assert refused(cast, partial(void, payment_id=voided(cast))) == ["wrong_state"]


def test_what_was_never_told_of_is_not_made_void(cast: Cast) -> None:
    payment_id = failed(cast, initiated(cast))
    void = partial(remittances.void_remittance, by=system_member(cast.company_id), at=NOW, payment_id=payment_id)
    assert refused(cast, void) == ["not_advised"]


@pytest.mark.req(161)
def test_what_a_bank_took_back_holds_no_more_either(cast: Cast) -> None:
    payment_id = advised(cast, settled(cast))
    payments.reverse(by=cast.fay, at=NOW, payment_id=payment_id, reason="The bank took it back")
    remittances.void_remittance(by=system_member(cast.company_id), at=NOW, payment_id=payment_id)
    assert remittance_of(cast, payment_id).state == "void"
