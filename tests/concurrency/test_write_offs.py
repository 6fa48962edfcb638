"""Several people settle the same at the same moment, with money and without: it is settled once."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import accepted, claim, invoice_of
from ..actions.writing_off import order_of, reversed_, settled_without_money, written_off
from ..cast import NOW, Cast
from .claiming import billed, payable, paying, receiving, releasing
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]
WHY = "Because it is so"


def little(cast: Cast) -> UUID:
    """A matched invoice of 50.00 and a tax of its own, which one person alone writes off."""
    order_id = cast.issued()
    accepted(cast, order_id)
    return UUID(billed(cast, order_id, Decimal("0.5"))["id"])


def writing(cast: Cast, invoice_id: UUID) -> Any:
    return partial(payments.write_off_invoice, by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)


@pytest.mark.req(162)
def test_an_invoice_is_written_off_once(cast: Cast) -> None:
    invoice_id = little(cast)
    outcomes = race(*[writing(cast, invoice_id)] * 6, linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"wrong_state", "nothing_open"}
    invoice = invoice_of(cast, invoice_id)
    assert invoice.written_off_amount == invoice.total


@pytest.mark.req(162)
@pytest.mark.parametrize("release_first", [True, False])
def test_an_invoice_is_paid_or_written_off(cast: Cast, release_first: bool) -> None:
    invoice_id = little(cast)
    calls = [releasing(cast, invoice_id), writing(cast, invoice_id)]
    outcomes = race(*(calls if release_first else reversed(calls)), head_start=True)
    invoice = invoice_of(cast, invoice_id)
    assert len(done(outcomes)) == 1
    assert (invoice.allocated_amount, invoice.written_off_amount) == (
        (invoice.total, 0) if release_first else (0, invoice.total)
    )
    assert len(paying(cast, invoice_id)) == int(release_first)


@pytest.mark.parametrize("release_first", [True, False])
def test_what_is_approved_was_not_released_meanwhile(cast: Cast, release_first: bool) -> None:
    invoice_id = payable(cast)
    written = UUID(written_off(cast, invoice_id)["id"])
    calls = [
        releasing(cast, invoice_id),
        partial(payments.approve_write_off, by=cast.olga, at=NOW, writeoff_id=written),
    ]
    outcomes = race(*(calls if release_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == 1
    assert invoice_of(cast, invoice_id).state == ("paying" if release_first else "written_off")


@pytest.mark.parametrize("credit_first", [True, False])
def test_a_credit_note_takes_off_or_waits(cast: Cast, credit_first: bool) -> None:
    """What is written off is what the credit note left, or the credit note waits for the write-off to be reversed."""
    invoice_id = little(cast)
    number = invoice_of(cast, invoice_id).number
    values = claim(cast, kind="credit", number=f"C{number}", credits=number, quantity="0.2")
    calls = [partial(matching.receive, by=cast.petra, at=NOW, values=values), writing(cast, invoice_id)]
    outcomes = race(*(calls if credit_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == 2
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.credited_amount, invoice.written_off_amount) == (
        (20, invoice.total - 20) if credit_first else (0, invoice.total)
    )
    assert done(outcomes)[0 if credit_first else 1]["state"] == ("matched" if credit_first else "disputed")


@pytest.mark.req(162)
@pytest.mark.parametrize("bill_first", [True, False])
def test_the_rest_of_an_order_is_invoiced_or_written_off(cast: Cast, bill_first: bool) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    assert billed(cast, order_id, Decimal("9.5"))["state"] == "matched"
    calls = [
        receiving(cast, order_id, Decimal("0.5")),
        partial(payments.write_off_order, by=cast.fay, at=NOW, order_id=order_id, reason=WHY),
    ]
    race(*(calls if bill_first else reversed(calls)), head_start=True)
    order = order_of(cast, order_id)
    assert (order.covered_amount, order.written_off_amount) == ((1000, 0) if bill_first else (950, 50))


def test_a_write_off_is_reversed_once(cast: Cast) -> None:
    written = settled_without_money(cast, payable(cast))
    outcomes = race(*[partial(reversed_, cast, written)] * 4)
    assert len(done(outcomes)) == 1 and refused(outcomes) == ["wrong_state"] * 3
