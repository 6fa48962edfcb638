"""A mail that waits is taken back by a person at the moment at which the job takes it: one of them has it, never both."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.remittances import actions as remittances

from ..cast import NOW, Cast, load_cast
from ..mailing import addressed, message_of, sent
from ..remitting import advised, failed, mails_of, remittance_of
from .racing import done, race, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None, settings: Any) -> Cast:
    """Everybody afresh for each test, and a server that mail could go to."""
    settings.COUNTERFOIL_MAIL_STANDS = True
    return load_cast()


@pytest.mark.req(169)
@pytest.mark.parametrize("first", ["person", "job"])
def test_a_mail_is_sent_or_taken_back_and_never_both(cast: Cast, first: str) -> None:
    mail_id = sent(cast)
    take_back = partial(orders.withdraw_mail, by=cast.iris, at=NOW, mail_id=mail_id, via=Via("web"))
    claim = partial(mail.claim, by=system_member(cast.company_id), at=NOW, mail_id=mail_id)
    calls = (take_back, claim) if first == "person" else (claim, take_back)
    outcomes = race(*calls, head_start=True)
    (won,) = done(outcomes)
    assert message_of(cast, mail_id).state == won["state"] == ("cancelled" if first == "person" else "sending")
    assert refused(outcomes) == (["wrong_state"] if first == "person" else ["with_server"])


def test_two_people_take_it_back_once(cast: Cast) -> None:
    mail_id = sent(cast)
    calls = [
        partial(orders.withdraw_mail, by=cast.members[who], at=NOW, mail_id=mail_id) for who in ("iris", "rita", "olga")
    ]
    outcomes = race(*calls)
    assert len(done(outcomes)) == 1 and refused(outcomes) == ["wrong_state", "wrong_state"]


@pytest.mark.req(161)
@pytest.mark.parametrize("first", ["void", "job"])
def test_an_advice_is_void_before_its_mail_goes_or_that_is_told_too(cast: Cast, first: str) -> None:
    """Whoever is first: nobody is told of a payment that failed and not told that it did."""
    addressed(cast)
    payment_id = advised(cast)
    failed(cast, payment_id)
    system = system_member(cast.company_id)
    (message,) = mails_of(cast, payment_id)
    void = partial(remittances.void_remittance, by=system, at=NOW, payment_id=payment_id)
    claim = partial(mail.claim, by=system, at=NOW, mail_id=message.id)
    outcomes = race(*((void, claim) if first == "void" else (claim, void)), head_start=True)
    states = [(one.kind, one.state) for one in mails_of(cast, payment_id)]
    assert remittance_of(cast, payment_id).state == "void"
    if first == "void":
        assert len(done(outcomes)) == 1 and states == [("remittance", "cancelled")]
    else:
        assert len(done(outcomes)) == 2
        assert states == [("remittance", "sending"), ("remittance_void", "waiting")]
