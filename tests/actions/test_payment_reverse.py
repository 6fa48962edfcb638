"""payment.reverse: a bank took back what had arrived."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, initiated, invoice_of, matched, payment_of, received, settled
from .verb import WHY, Given, VerbTests, refused


class TestPaymentReverse(VerbTests):
    verb, who = "payment.reverse", "fay"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": settled(cast), "reason": WHY}


def reverse(cast: Cast, payment_id: UUID, **more: Any) -> Any:
    return payments.reverse(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY, **more)


@pytest.mark.req(161)
def test_what_it_paid_is_looked_at_again(cast: Cast) -> None:
    invoice_id = matched(cast)
    payment_id = settled(cast, invoice_id)
    assert invoice_of(cast, invoice_id).state == "paid"
    answer = reverse(cast, payment_id)
    assert (answer["state"], answer["invoice_state"]) == ("reversed", "matched")
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.allocated_amount, invoice.settled_amount, invoice.open_amount) == (0, 0, 1000)
    assert invoice.order.released_amount == 0
    assert payment_of(cast, payment_id).reversed_on == NOW.date()


@pytest.mark.req(161)
def test_another_part_stays_paid(cast: Cast) -> None:
    invoice_id = matched(cast)
    first = UUID(
        payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(300), purpose="Part of 300")["id"]
    )
    payments.initiate(by=cast.fay, at=NOW, payment_id=first)
    payments.settle(by=cast.fay, at=NOW, payment_id=first)
    second = settled(cast, invoice_id)
    assert invoice_of(cast, invoice_id).state == "paid"
    assert reverse(cast, second)["invoice_state"] == "paying"
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.settled_amount, invoice.open_amount) == (300, 700)
    assert reverse(cast, first)["invoice_state"] == "matched"


def test_only_what_has_arrived_and_once(cast: Cast) -> None:
    payment_id = initiated(cast)
    assert refused(cast, partial(reverse, cast, payment_id)) == ["wrong_state"]
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    reverse(cast, payment_id)
    assert refused(cast, partial(reverse, cast, payment_id)) == ["wrong_state"]


def test_its_day_has_come_and_is_not_before_it_arrived(cast: Cast) -> None:
    payment_id = settled(cast)
    tomorrow, yesterday = NOW.date() + timedelta(days=1), NOW.date() - timedelta(days=1)
    assert refused(cast, partial(reverse, cast, payment_id, day=tomorrow)) == ["day_to_come"]
    assert refused(cast, partial(reverse, cast, payment_id, day=yesterday)) == ["before_it_arrived"]


def test_who_noted_it_does_not_release_again(cast: Cast) -> None:
    invoice_id = matched(cast)
    reverse(cast, settled(cast, invoice_id))
    again = partial(payments.release, by=cast.fay, at=NOW, invoice_id=invoice_id)
    assert refused(cast, again) == ["own_failure"]


def test_what_was_paid_too_much_and_went_elsewhere_is_taken_back_there_first(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    first = UUID(received(cast, order_id, quantity=5)["id"])
    paid = settled(cast, first)
    received(cast, order_id, number="C-1", kind="credit", credits="R-1", quantity=2)
    second = UUID(received(cast, order_id, number="R-2", quantity=4)["id"])
    released = payments.release(by=cast.fay, at=NOW, invoice_id=second)
    assert Decimal(released["set_off"]) == 200
    assert refused(cast, partial(reverse, cast, paid)) == ["went_elsewhere"]
    payments.cancel(by=cast.fay, at=NOW, payment_id=UUID(released["id"]), reason=WHY)
    assert reverse(cast, paid)["state"] == "reversed"
    assert invoice_of(cast, first).open_amount == 300


def test_a_set_off_comes_back_with_the_payment_that_it_went_with(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    first = UUID(received(cast, order_id, quantity=5)["id"])
    settled(cast, first)
    received(cast, order_id, number="C-1", kind="credit", credits="R-1", quantity=2)
    second = UUID(received(cast, order_id, number="R-2", quantity=4)["id"])
    paid = settled(cast, second)
    assert invoice_of(cast, first).owed_back == 0
    reverse(cast, paid)
    assert invoice_of(cast, first).owed_back == 200
    again = invoice_of(cast, second)
    assert (again.settled_amount, again.allocated_amount) == (0, 0)
