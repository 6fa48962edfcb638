"""invoice.void: a document that should not have been taken in."""

from functools import partial

from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import disputed, exception_of, invoice_of, matched, received, released
from .ordering import order_of
from .verb import WHY, Given, VerbTests, refused


class TestInvoiceVoid(VerbTests):
    verb, who = "invoice.void", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": matched(cast), "reason": WHY}


def test_its_cover_comes_back_and_its_number_is_free(cast: Cast) -> None:
    invoice_id = matched(cast)
    order_id = invoice_of(cast, invoice_id).order_id
    matching.void(by=cast.petra, at=NOW, invoice_id=invoice_id, reason=WHY)
    assert order_of(cast, order_id).covered_amount == 0
    assert received(cast, order_id)["state"] == "matched"


def test_not_while_a_payment_stands_on_it(cast: Cast) -> None:
    invoice_id = matched(cast)
    released(cast, invoice_id)
    reasons = refused(cast, lambda: matching.void(by=cast.petra, at=NOW, invoice_id=invoice_id, reason=WHY))
    assert reasons == ["wrong_state", "has_payments"]


def test_its_exceptions_end_with_it(cast: Cast) -> None:
    invoice_id = disputed(cast)
    matching.void(by=cast.petra, at=NOW, invoice_id=invoice_id, reason=WHY)
    assert exception_of(cast, invoice_id, "price").state == "rejected"
    void = partial(matching.void, by=cast.petra, at=NOW, invoice_id=invoice_id, reason=WHY)
    assert refused(cast, void) == ["wrong_state"]
