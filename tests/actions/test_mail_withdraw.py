"""mail.withdraw: a mail that waits is taken back by whoever works with its order, and one that went out is not."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.mail import actions as mail
from counterfoil.foundation.mail.queries import addresses_of
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from ..mailing import ADDRESS, claimed, delivered, message_of, recipients_of, sent, values
from .test_invitation_send import mailed
from .verb import Given, VerbTests, refused, untouched


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = settings.COUNTERFOIL_SENDS_MAIL = True


class TestMailWithdraw(VerbTests):
    verb, who = "mail.withdraw", "iris"

    def given(self, cast: Cast) -> Given:
        return {"mail_id": sent(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"mail_id": UUID(int=given["mail_id"].int + 1)}


def take_back(cast: Cast, mail_id: UUID) -> Any:
    return partial(orders.withdraw_mail, by=cast.iris, at=NOW, mail_id=mail_id)


@pytest.mark.req(169)
def test_what_is_taken_back_does_not_go_out_and_can_be_sent_anew(cast: Cast) -> None:
    mail_id = sent(cast)
    assert take_back(cast, mail_id)()["state"] == "cancelled"
    claim = partial(mail.claim, by=system_member(cast.company_id), at=NOW, mail_id=mail_id)
    assert refused(cast, claim) == ["wrong_state"]
    order_id = message_of(cast, mail_id).order_id
    assert order_id
    orders.send(by=cast.iris, at=NOW, order_id=order_id, mail=values())


@pytest.mark.req(169)
def test_what_the_server_has_or_had_goes_its_way(cast: Cast) -> None:
    with_server = claimed(cast)
    assert refused(cast, take_back(cast, with_server)) == ["with_server"]
    assert refused(cast, take_back(cast, delivered(cast))) == ["wrong_state"]
    gone = sent(cast)
    take_back(cast, gone)()
    assert refused(cast, take_back(cast, gone)) == ["wrong_state"]


def test_who_had_it_before_it_was_taken_back_still_counts(cast: Cast) -> None:
    mail_id = claimed(cast, ADDRESS, "busy@studio.example")
    first, second = recipients_of(cast, mail_id)
    outcomes = [{"recipient_id": first.id, "state": "accepted"}, {"recipient_id": second.id, "state": "waiting"}]
    by = system_member(cast.company_id)
    mail.deliver(by=by, at=NOW, mail_id=mail_id, outcomes=outcomes, retry_at=NOW, error="451 later")
    take_back(cast, mail_id)()
    message = message_of(cast, mail_id)
    assert (message.state, message.error) == ("cancelled", "")
    assert message.order_id
    with scope.reading(cast.company_id):
        assert addresses_of(cast.company_id, message.order_id) == [ADDRESS]
    again = partial(orders.send, by=cast.iris, at=NOW, order_id=message.order_id, mail=values())
    assert refused(cast, again) == ["sent_before"]


def test_an_invitation_is_no_mail_of_an_order(cast: Cast) -> None:
    _nora, mail_id, _secret = mailed(cast)
    untouched(cast, NotFound, take_back(cast, mail_id))
