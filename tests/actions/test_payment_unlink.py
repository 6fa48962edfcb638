"""payment.unlink: one of several invoices is taken out of a payment that has not left."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.values import InvoicePart

from ..cast import NOW, Cast
from .billing import accepted, initiated, invoice_of, matched, payment_of, received, released, settled
from .verb import WHY, Given, VerbTests, refused


def several(cast: Cast, *invoice_ids: UUID) -> UUID:
    """One payment for these invoices."""
    named = [InvoicePart(invoice_id=one) for one in invoice_ids]
    answer = payments.release_several(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, invoices=named)
    return UUID(answer["id"])


def two(cast: Cast) -> tuple[UUID, UUID]:
    return matched(cast), matched(cast, number="R-2", quantity=8)


def unlink(cast: Cast, payment_id: UUID, invoice_id: UUID) -> Any:
    return payments.unlink(by=cast.fay, at=NOW, payment_id=payment_id, invoice_id=invoice_id, reason=WHY)


class TestPaymentUnlink(VerbTests):
    verb, who = "payment.unlink", "fay"

    def given(self, cast: Cast) -> Given:
        first, second = two(cast)
        return {"payment_id": several(cast, first, second), "invoice_id": second, "reason": WHY}


@pytest.mark.req(161)
def test_the_payment_is_lowered_and_the_invoice_is_open_again(cast: Cast) -> None:
    first, second = two(cast)
    payment_id = several(cast, first, second)
    answer = unlink(cast, payment_id, second)
    assert (answer["state"], [one["id"] for one in answer["invoices"]]) == ("released", [str(first)])
    assert payment_of(cast, payment_id).amount == 1000
    invoice = invoice_of(cast, second)
    assert (invoice.state, invoice.open_amount) == ("matched", 800)
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    assert payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)["invoice_state"] == "paid"
    assert released(cast, second)


@pytest.mark.django_db(transaction=True)
def test_the_books_stand_after_it(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    settled(cast, UUID(received(cast, order_id, quantity=5)["id"]))
    received(cast, order_id, number="C-1", kind="credit", credits="R-1", quantity=1)
    first, second = (UUID(received(cast, order_id, number=f"R-{n}", quantity=n)["id"]) for n in (2, 3))
    payment_id = several(cast, first, second)
    assert payment_of(cast, payment_id).amount == 400
    unlink(cast, payment_id, first)
    assert (invoice_of(cast, first).open_amount, payment_of(cast, payment_id).amount) == (200, 300)
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    assert invoice_of(cast, first).state == "matched"
    assert verify(cast.company_id).findings == []


@pytest.mark.req(161)
def test_not_what_has_left_what_has_arrived_or_the_only_one(cast: Cast) -> None:
    first, second = two(cast)
    only = released(cast, matched(cast, number="R-3", quantity=3))
    sent = initiated(cast, matched(cast, number="R-4", quantity=4))
    gone = settled(cast, matched(cast, number="R-5", quantity=5))
    both = several(cast, first, second)
    assert refused(cast, partial(unlink, cast, only, first)) == ["only_one"]
    assert refused(cast, partial(unlink, cast, sent, first)) == ["on_its_way"]
    assert refused(cast, partial(unlink, cast, gone, first)) == ["arrived"]
    assert refused(cast, partial(unlink, cast, both, UUID(int=7))) == ["not_linked"]
    payments.cancel(by=cast.fay, at=NOW, payment_id=both, reason=WHY)
    assert refused(cast, partial(unlink, cast, both, first)) == ["wrong_state"]
