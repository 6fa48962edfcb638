"""payment.initiate: a released payment is on its way."""

from datetime import timedelta
from functools import partial

from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import released
from .verb import Given, VerbTests, refused


class TestPaymentInitiate(VerbTests):
    verb, who = "payment.initiate", "fay"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": released(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"reference": "E2E-1"}


def test_once_and_not_on_a_day_to_come(cast: Cast) -> None:
    payment_id = released(cast)
    send = partial(payments.initiate, by=cast.fay, at=NOW, payment_id=payment_id)
    tomorrow = NOW.date() + timedelta(days=1)
    assert refused(cast, lambda: send(day=tomorrow)) == ["day_to_come"]
    assert send()["invoice_state"] == "paying"
    assert refused(cast, lambda: send(day=tomorrow)) == ["wrong_state", "day_to_come"]
