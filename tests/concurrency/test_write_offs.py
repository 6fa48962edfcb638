"""Several people settle the same at the same moment, with money and without: it is settled once."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import claim, invoice_of, matched
from ..actions.writing_off import SMALL, order_of, part_billed, reversed_, settled_without_money, written_off
from ..cast import NOW, Cast
from .claiming import paying, releasing
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]
WHY = "Because it is so"


def writing(cast: Cast, invoice_id: UUID) -> Any:
    return partial(payments.write_off_invoice, by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)


@pytest.mark.req(162)
def test_an_invoice_is_written_off_once(cast: Cast) -> None:
    invoice_id = matched(cast, **SMALL)
    outcomes = race(*[writing(cast, invoice_id)] * 6, linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"wrong_state", "nothing_open"}
    assert invoice_of(cast, invoice_id).written_off_amount == 50


@pytest.mark.req(162)
@pytest.mark.parametrize("release_first", [True, False])
def test_an_invoice_is_paid_or_written_off(cast: Cast, release_first: bool) -> None:
    invoice_id = matched(cast, **SMALL)
    calls = [releasing(cast, invoice_id), writing(cast, invoice_id)]
    outcomes = race(*(calls if release_first else reversed(calls)), head_start=True)
    invoice = invoice_of(cast, invoice_id)
    assert len(done(outcomes)) == 1
    assert (invoice.allocated_amount, invoice.written_off_amount) == ((50, 0) if release_first else (0, 50))
    assert len(paying(cast, invoice_id)) == int(release_first)


@pytest.mark.parametrize("release_first", [True, False])
def test_what_is_approved_was_not_released_meanwhile(cast: Cast, release_first: bool) -> None:
    invoice_id = matched(cast)
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
    invoice_id = matched(cast, **SMALL)
    values = claim(cast, kind="credit", number="G-1", credits="R-1", quantity="0.2")
    calls = [partial(matching.receive, by=cast.petra, at=NOW, values=values), writing(cast, invoice_id)]
    outcomes = race(*(calls if credit_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == 2
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.credited_amount, invoice.written_off_amount) == ((20, 30) if credit_first else (0, 50))
    assert done(outcomes)[0 if credit_first else 1]["state"] == ("matched" if credit_first else "disputed")


@pytest.mark.req(162)
@pytest.mark.parametrize("bill_first", [True, False])
def test_the_rest_of_an_order_is_invoiced_or_written_off(cast: Cast, bill_first: bool) -> None:
    order_id = part_billed(cast, quantity="9.5")
    values = claim(cast, order_id, number="R-2", quantity="0.5")
    calls = [
        partial(matching.receive, by=cast.petra, at=NOW, values=values),
        partial(payments.write_off_order, by=cast.fay, at=NOW, order_id=order_id, reason=WHY),
    ]
    race(*(calls if bill_first else reversed(calls)), head_start=True)
    order = order_of(cast, order_id)
    assert (order.covered_amount, order.written_off_amount) == ((1000, 0) if bill_first else (950, 50))


def test_a_write_off_is_reversed_once(cast: Cast) -> None:
    written = settled_without_money(cast, matched(cast))
    outcomes = race(*[partial(reversed_, cast, written)] * 4)
    assert len(done(outcomes)) == 1 and refused(outcomes) == ["wrong_state"] * 3
