"""A mail that waits is taken back by a person at the moment at which the job takes it: one of them has it, never both."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast, load_cast
from ..mailing import message_of, sent
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
