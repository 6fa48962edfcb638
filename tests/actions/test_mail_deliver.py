"""mail.deliver: what a server said of each recipient, and what that makes of the mail and of the order's date sent."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.mail import actions as mail

from ..cast import NOW, Cast
from ..mailing import claimed, delivered, message_of, recipients_of, sent, states_of
from .mail_verb import MailVerbTests
from .ordering import order_of
from .verb import Given, refused


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


class TestDeliver(MailVerbTests):
    verb = "mail.deliver"

    def given(self, cast: Cast) -> Given:
        mail_id = claimed(cast)
        return {"mail_id": mail_id, "outcomes": [_said(recipients_of(cast, mail_id)[0], "accepted")]}

    def otherwise(self, given: Given) -> Given:
        return given | {"error": "451"}


def _said(recipient: Any, state: str, told: str = "") -> dict[str, Any]:
    return {"recipient_id": recipient.id, "state": state, "told": told}


def tell(cast: Cast, mail_id: Any, *states: str, at: Any = NOW, **more: Any) -> Any:
    there = [one for one in recipients_of(cast, mail_id) if one.state == "waiting"]
    outcomes = [_said(one, state, f"told {state}") for one, state in zip(there, states, strict=True)]
    return mail.deliver(by=system_member(cast.company_id), at=at, mail_id=mail_id, outcomes=outcomes, **more)


@pytest.mark.req(135)
def test_the_first_that_went_out_dates_the_order(cast: Cast) -> None:
    mail_id = claimed(cast, "one@a.example", "two@a.example")
    later = NOW + timedelta(days=1)
    tell(cast, mail_id, "refused", "accepted", at=later)
    message = message_of(cast, mail_id)
    assert (message.state, message.sent_at) == ("sent", later)
    assert states_of(cast, mail_id) == ["refused", "accepted"]
    order = order_of(cast, message.order_id)  # type: ignore[arg-type]
    assert (order.sent_on, order.sent_how) == (date(2026, 3, 3), "mail")
    again = sent(cast, order_id=order.id, again=True)
    mail.claim(by=system_member(cast.company_id), at=later, mail_id=again)
    delivered(cast, mail_id=again, at=later + timedelta(days=5))
    assert order_of(cast, order.id).sent_on == date(2026, 3, 3)


@pytest.mark.req(135, 169)
@pytest.mark.parametrize("state", ["refused", "expired", "perhaps"])
def test_what_did_not_surely_go_out_dates_nothing(cast: Cast, state: str) -> None:
    mail_id = claimed(cast)
    tell(cast, mail_id, state)
    message = message_of(cast, mail_id)
    assert message.state == ("perhaps" if state == "perhaps" else "failed")
    assert message.sent_at is None
    assert order_of(cast, message.order_id).sent_on is None  # type: ignore[arg-type]


def test_who_has_it_is_not_tried_again(cast: Cast) -> None:
    mail_id = claimed(cast, "one@a.example", "two@a.example")
    later = NOW + timedelta(minutes=2)
    tell(cast, mail_id, "accepted", "waiting", retry_at=later, error="451 later")
    message = message_of(cast, mail_id)
    assert (message.state, message.next_at, message.error) == ("waiting", later, "451 later")
    assert states_of(cast, mail_id) == ["accepted", "waiting"]
    mail.claim(by=system_member(cast.company_id), at=later, mail_id=mail_id)
    tell(cast, mail_id, "accepted")
    assert message_of(cast, mail_id).state == "sent"


def test_each_recipient_is_told_of(cast: Cast) -> None:
    mail_id = claimed(cast, "one@a.example", "two@a.example")
    assert refused(cast, partial(tell, cast, mail_id, "accepted", "waiting")) == ["untold"]


def test_only_what_was_claimed_is_told_of(cast: Cast) -> None:
    mail_id = sent(cast)
    assert refused(cast, partial(tell, cast, mail_id, "accepted")) == ["wrong_state"]
