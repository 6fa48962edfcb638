"""payment.settle: the money has arrived."""

from datetime import timedelta
from functools import partial

import pytest

from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import initiated, payment_of
from .verb import Given, VerbTests, refused


class TestPaymentSettle(VerbTests):
    verb, who = "payment.settle", "fay"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": initiated(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"day": NOW.date()}


@pytest.mark.req(85)
def test_initiated_and_settled_are_two_days(cast: Cast) -> None:
    payment_id = initiated(cast)
    assert payment_of(cast, payment_id).settled_on is None
    earlier = NOW.date() - timedelta(days=1)
    settle = partial(payments.settle, by=cast.fay, at=NOW, payment_id=payment_id)
    assert refused(cast, lambda: settle(day=earlier)) == ["before_it_left"]
    assert settle()["invoice_state"] == "paid"
