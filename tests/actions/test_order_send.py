"""order.send: an order is mailed to its contractor. The verb writes the mail down; nothing goes out by it."""

from functools import partial
from typing import Any

import pytest
from django.core import mail as outbox

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.mail.values import MailValues
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.actions.hold import HoldValues

from ..cast import NOW, Cast
from ..mailing import ADDRESS, addressed, claimed, delivered, message_of, recipients_of, sendable, sent, values
from .ordering import IN_STATE, order_of
from .verb import Given, VerbTests, refused, untouched


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


class TestOrderSend(VerbTests):
    verb, who = "order.send", "iris"

    def given(self, cast: Cast) -> Given:
        return {"order_id": sendable(cast), "mail": values()}

    def otherwise(self, given: Given) -> Given:
        return given | {"mail": values(text="Other words")}


@pytest.mark.req(169)
def test_the_mail_waits_with_the_frozen_document_and_nothing_went_out(cast: Cast) -> None:
    mail_id = sent(cast, "one@a.example", "TWO@a.example")
    message = message_of(cast, mail_id)
    assert (message.state, message.attempts, message.sent_at) == ("waiting", 0, None)
    assert message.order_id is not None
    assert message.document_sha256 == order_of(cast, message.order_id).document_sha256 != ""
    assert [one.address for one in recipients_of(cast, mail_id)] == ["one@a.example", "two@a.example"]
    assert outbox.outbox == []


@pytest.mark.req(169)
@pytest.mark.parametrize(
    "address",
    [
        "cleo@studio.example\nBcc: eve@evil.example",
        "cleo@studio.example\r\nBcc: eve@evil.example",
        "Cleo <cleo@studio.example>",
        "cleo@studio.example, eve@evil.example",
        "cleo",
        "clëo@studio.example",
    ],
)
def test_an_address_stands_alone_in_one_line(cast: Cast, address: str) -> None:
    order_id = sendable(cast)
    given = {"recipients": [address], "subject": "Order", "text": "Attached."}
    send = partial(orders.send, by=cast.iris, at=NOW, order_id=order_id, mail=given)
    assert "recipients.0" in untouched(cast, Invalid, send)


def test_a_subject_is_one_line() -> None:
    with pytest.raises(ValueError, match="one line"):
        MailValues.model_validate({"recipients": [ADDRESS], "subject": "Order\nBcc: eve@evil.example", "text": "x"})


@pytest.mark.req(169)
def test_a_second_time_has_to_be_confirmed(cast: Cast) -> None:
    order_id = sendable(cast)
    sent(cast, order_id=order_id)
    assert refused(cast, partial(sent, cast, order_id=order_id)) == ["sent_before"]
    assert sent(cast, order_id=order_id, again=True)


def test_what_was_refused_by_the_server_was_not_sent_before(cast: Cast) -> None:
    order_id = sendable(cast)
    delivered(cast, mail_id=claimed(cast, order_id=order_id), state="refused")
    assert sent(cast, order_id=order_id)


def test_every_reason_is_given_at_once(cast: Cast, settings: Any) -> None:
    """No address, no server, and not issued: all of it is said."""
    settings.COUNTERFOIL_MAIL_STANDS = False
    order_id = cast.approved()
    send = partial(orders.send, by=cast.iris, at=NOW, order_id=order_id, mail=values())
    assert refused(cast, send) == ["wrong_state", "no_address", "no_mail_server"]


@pytest.mark.parametrize("state", [state for state in IN_STATE if state != "issued"])
def test_only_an_issued_order_is_mailed(cast: Cast, state: str) -> None:
    addressed(cast)
    order_id = IN_STATE[state](cast)
    send = partial(orders.send, by=cast.iris, at=NOW, order_id=order_id, mail=values())
    assert refused(cast, send) == ["wrong_state"]


def test_what_is_on_hold_is_not_mailed(cast: Cast) -> None:
    order_id = sendable(cast)
    hold = HoldValues.model_validate({"scope": "everything", "reason": "We look into it"})
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=hold)
    assert refused(cast, partial(sent, cast, order_id=order_id)) == ["on_hold"]
