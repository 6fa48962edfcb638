"""remittance.send: an advice is mailed where that was not done or did not arrive."""

from functools import partial
from typing import Any

import pytest

from counterfoil.lifecycle.remittances import actions as remittances

from ..cast import NOW, Cast
from ..mailing import ADDRESS, addressed
from ..remitting import advised, failed, mails_of
from .billing import initiated
from .verb import Given, VerbTests, refused


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


def reachable(cast: Cast) -> Any:
    """An advice that was not mailed, of a contractor who has an address by now."""
    payment_id = advised(cast)
    addressed(cast)
    return payment_id


class TestRemittanceSend(VerbTests):
    verb, who = "remittance.send", "petra"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": reachable(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"again": True}


def test_the_mail_waits_for_the_contractor_alone(cast: Cast) -> None:
    payment_id = reachable(cast)
    remittances.send(by=cast.fay, at=NOW, payment_id=payment_id)
    (mail,) = mails_of(cast, payment_id)
    assert (mail.kind, mail.state, [one.address for one in mail.known]) == ("remittance", "waiting", [ADDRESS])


def test_a_second_time_has_to_be_confirmed(cast: Cast) -> None:
    addressed(cast)
    send = partial(remittances.send, by=cast.fay, at=NOW, payment_id=advised(cast))
    assert refused(cast, send) == ["sent_before"]
    send(again=True)


def test_every_reason_is_given_at_once(cast: Cast, settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = False
    send = partial(remittances.send, by=cast.fay, at=NOW)
    assert refused(cast, partial(send, payment_id=initiated(cast))) == ["not_advised", "no_address", "no_mail_server"]


def test_what_did_not_arrive_is_not_told_of_any_more(cast: Cast) -> None:
    payment_id = reachable(cast)
    failed(cast, payment_id)
    assert refused(cast, partial(remittances.send, by=cast.fay, at=NOW, payment_id=payment_id)) == ["advice_void"]
