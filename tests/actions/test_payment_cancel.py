"""payment.cancel: a release is taken back before it is sent."""

from functools import partial

from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import initiated, invoice_of, matched, released, settled
from .verb import WHY, Given, VerbTests, refused


class TestPaymentCancel(VerbTests):
    verb, who = "payment.cancel", "fay"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": released(cast), "reason": WHY}


def test_only_what_is_not_sent_yet(cast: Cast) -> None:
    payment_id = initiated(cast)
    cancel = partial(payments.cancel, by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    assert refused(cast, cancel) == ["wrong_state"]


def test_its_invoice_is_matched_again_at_once(cast: Cast) -> None:
    invoice_id = matched(cast)
    taken_back = payments.cancel(by=cast.fay, at=NOW, payment_id=released(cast, invoice_id), reason=WHY)
    assert (taken_back["state"], taken_back["invoice_state"]) == ("cancelled", "matched")
    assert invoice_of(cast, invoice_id).open_amount == 1000
    assert settled(cast, invoice_id)
