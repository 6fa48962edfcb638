"""invoice.undo_set_off: what went against an invoice alone is a credit balance again, and the invoice can be made void."""

from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import SetOff

from ..cast import NOW, Cast
from .advancing import advanced, asked
from .billing import accepted, initiated, invoice_of, matched, payment_of, received, settled
from .test_credit_balances import again, credited, money_of, release
from .verb import WHY, Given, VerbTests, refused


def _set_off(cast: Cast) -> tuple[UUID, UUID]:
    """An advance, and an invoice that it paid."""
    order_id = cast.issued()
    accepted(cast, order_id)
    advance_id = advanced(cast, order_id)
    bill = UUID(received(cast, order_id, number="R-1", quantity=3)["id"])
    assert release(cast, bill)["state"] == "set_off"
    return advance_id, bill


class TestUndoSetOff(VerbTests):
    verb, who, wrong = "invoice.undo_set_off", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": _set_off(cast)[1], "reason": WHY}


def test_an_advance_comes_back_when_its_invoice_is_void(cast: Cast) -> None:
    advance_id, bill = _set_off(cast)
    order_id = invoice_of(cast, bill).order_id
    void = partial(matching.void, by=cast.petra, at=NOW, invoice_id=bill, reason=WHY)
    assert "has_payments" in refused(cast, void)
    payments.undo_set_off(by=cast.fay, at=NOW, invoice_id=bill, reason=WHY)
    assert (invoice_of(cast, bill).state, invoice_of(cast, bill).left_to_pay) == ("matched", 300)
    assert invoice_of(cast, advance_id).owed_back == 300
    assert void()["state"] == "void"
    assert money_of(cast, order_id) == (300, 300, 300)
    assert verifying.verify(cast.company_id).findings == []


def test_a_credit_balance_comes_back_too(cast: Cast) -> None:
    invoice_id = credited(cast)
    second = again(cast, invoice_id)["id"]
    release(cast, second)
    payments.undo_set_off(by=cast.fay, at=NOW, invoice_id=UUID(second), reason=WHY)
    assert (invoice_of(cast, second).state, invoice_of(cast, invoice_id).owed_back) == ("matched", 500)
    assert verifying.verify(cast.company_id).findings == []


def test_not_where_money_paid_it(cast: Cast) -> None:
    invoice_id = matched(cast)
    settled(cast, invoice_id)
    again_ = partial(payments.undo_set_off, by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)
    assert refused(cast, again_) == ["no_set_off"]


def test_not_while_what_was_paid_too_much_with_it_pays_elsewhere(cast: Cast) -> None:
    _advance, bill = _set_off(cast)
    assert received(cast, kind="credit", number="G-1", credits="R-1", quantity=2)["state"] == "matched"
    order_id = invoice_of(cast, bill).order_id
    other = received(cast, order_id, number="R-2", quantity=2)["id"]
    assert release(cast, other)["set_off"] == "200.00"
    undo = partial(payments.undo_set_off, by=cast.fay, at=NOW, reason=WHY)
    assert refused(cast, partial(undo, invoice_id=bill)) == ["went_elsewhere"]
    undo(invoice_id=UUID(other))
    undo(invoice_id=bill)
    assert invoice_of(cast, bill).left_to_pay == Decimal(100)
    assert verifying.verify(cast.company_id).findings == []


def test_the_database_gives_nothing_out_twice(cast: Cast) -> None:
    """A set-off without a payment beside a payment, of which what was paid too much went elsewhere: with raw SQL too."""
    order_id = cast.issued()
    accepted(cast, order_id)
    advanced(cast, order_id, 50)
    bill = UUID(received(cast, order_id, number="R-1", quantity=1)["id"])
    assert release(cast, bill, amount=Decimal(50), purpose="Half of it")["state"] == "set_off"
    settled(cast, bill)
    credit = received(cast, kind="credit", number="G-1", credits="R-1", quantity="0.4")
    assert credit["state"] == "matched"
    other = received(cast, order_id, number="R-2", quantity="0.4")["id"]
    assert release(cast, other)["state"] == "set_off"
    assert refused(cast, partial(payments.undo_set_off, by=cast.fay, at=NOW, invoice_id=bill, reason=WHY)) == [
        "went_elsewhere"
    ]
    nothing = pytest.raises(IntegrityError, match="went elsewhere is not taken back")
    with scope.reading(cast.company_id), nothing, transaction.atomic():
        SetOff.objects.filter(invoice_id=bill).update(live=False, ended_by=cast.fay, ended_at=NOW)


def _beside_a_payment(cast: Cast) -> tuple[UUID, UUID, UUID]:
    """An advance of 300 that went beside the payment of an invoice of 500, all arrived: the advance's payment, the invoice's and
    the invoice."""
    order_id = cast.issued()
    accepted(cast, order_id)
    advance_id = asked(cast, order_id)
    advance_paid = settled(cast, advance_id)
    bill = UUID(received(cast, order_id, number="R-1", quantity=5)["id"])
    return advance_paid, settled(cast, bill), bill


def test_a_bank_takes_back_an_advance_that_went_beside_a_payment_that_arrived(cast: Cast) -> None:
    """The payment beside it stays: what the advance paid is open again, and the advance is asked for anew."""
    advance_paid, bill_paid, bill = _beside_a_payment(cast)
    back = partial(payments.reverse, by=cast.fay, at=NOW, payment_id=advance_paid, reason=WHY)
    assert refused(cast, back) == ["went_elsewhere"]
    assert invoice_of(cast, bill).state == "paid"
    payments.undo_set_off(by=cast.fay, at=NOW, invoice_id=bill, reason=WHY)
    assert (invoice_of(cast, bill).state, invoice_of(cast, bill).left_to_pay) == ("paying", 300)
    assert payment_of(cast, bill_paid).state == "settled"
    back()
    assert money_of(cast, invoice_of(cast, bill).order_id)[0] == 200
    assert verifying.verify(cast.company_id).findings == []
    payments.reverse(by=cast.fay, at=NOW, payment_id=bill_paid, reason=WHY)
    assert (invoice_of(cast, bill).state, invoice_of(cast, bill).left_to_pay) == ("matched", 500)
    assert verifying.verify(cast.company_id).findings == []


def test_not_beside_a_payment_that_is_under_way(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    advanced(cast, order_id)
    bill = UUID(received(cast, order_id, number="R-1", quantity=5)["id"])
    initiated(cast, bill)
    undo = partial(payments.undo_set_off, by=cast.fay, at=NOW, invoice_id=bill, reason=WHY)
    assert refused(cast, undo) == ["no_set_off"]
    nothing = pytest.raises(IntegrityError, match="only ever taken back")
    with scope.reading(cast.company_id), nothing, transaction.atomic():
        SetOff.objects.filter(invoice_id=bill).update(live=False, ended_by=cast.fay, ended_at=NOW)
