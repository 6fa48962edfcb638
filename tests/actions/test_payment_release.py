"""payment.release: finance lets money go, after one more look at everything."""

from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import disputed, exception_of, matched, payment_of, received, released
from .verb import WHY, Given, VerbTests, refused


class TestPaymentRelease(VerbTests):
    verb, who, wrong = "payment.release", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": matched(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"amount": Decimal(1)}


@pytest.mark.req(84)
def test_only_what_is_matched_or_cleared(cast: Cast) -> None:
    invoice_id = UUID(received(cast, cast.issued())["id"])
    reasons = refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id))
    assert reasons == ["wrong_state", "evidence_missing"]


def test_never_by_who_cleared_it(cast: Cast) -> None:
    invoice_id = disputed(cast)
    matching.accept(by=cast.fay, at=NOW, exception_id=exception_of(cast, invoice_id, "price").id, reason=WHY)
    assert refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id)) == ["own_clearing"]


def test_a_part_and_then_the_rest(cast: Cast) -> None:
    invoice_id = matched(cast)
    payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(300))
    more = refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(701)))
    assert more == ["more_than_open"]
    rest = released(cast, invoice_id)
    assert payment_of(cast, rest).amount == Decimal(700)
