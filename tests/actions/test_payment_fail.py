"""payment.fail: the bank sent it back."""

from decimal import Decimal
from functools import partial

from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import initiated, invoice_of, matched, released, settled
from .verb import WHY, Given, VerbTests, refused


class TestPaymentFail(VerbTests):
    verb, who = "payment.fail", "fay"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": initiated(cast), "reason": WHY}


def test_only_what_is_on_its_way(cast: Cast) -> None:
    payment_id = released(cast)
    fail = partial(payments.fail, by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    assert refused(cast, fail) == ["wrong_state"]


def test_what_has_arrived_does_not_fail(cast: Cast) -> None:
    payment_id = settled(cast)
    assert refused(cast, lambda: payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)) == [
        "wrong_state"
    ]


def test_another_part_keeps_its_invoice_being_paid(cast: Cast) -> None:
    invoice_id = matched(cast)
    payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(300), purpose="Part of 300")
    failed = payments.fail(by=cast.fay, at=NOW, payment_id=initiated(cast, invoice_id), reason=WHY)
    assert failed["invoice_state"] == "paying"
    assert invoice_of(cast, invoice_id).open_amount == 700
