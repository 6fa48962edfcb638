"""writeoff.reverse: what was written off is open again."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import invoice_of, kinds_of, matched, received, released
from .verb import WHY, Given, VerbTests, refused
from .writing_off import (
    order_of,
    part_billed,
    partly_paid,
    rest_settled,
    reversed_,
    settled_without_money,
    write_off_of,
)


class TestWriteOffReverse(VerbTests):
    verb, who, wrong = "writeoff.reverse", "fay", "olga"

    def given(self, cast: Cast) -> Given:
        return {"writeoff_id": settled_without_money(cast, matched(cast)), "reason": WHY}


@pytest.mark.req(162)
def test_the_invoice_is_looked_at_again_and_can_be_paid(cast: Cast) -> None:
    invoice_id = matched(cast)
    written = settled_without_money(cast, invoice_id)
    reversed_(cast, written)
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.state, invoice.written_off_amount, invoice.open_amount) == ("matched", 0, 1000)
    assert write_off_of(cast, written).ended_reason == WHY
    released(cast, invoice_id)


@pytest.mark.req(162)
def test_what_was_paid_in_part_goes_on_being_paid(cast: Cast) -> None:
    invoice_id = partly_paid(cast)
    reversed_(cast, settled_without_money(cast, invoice_id))
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.state, invoice.open_amount, invoice.settled_amount) == ("paying", 400, 600)
    payments.settle(by=cast.fay, at=NOW, payment_id=_sent(cast, invoice_id))
    assert invoice_of(cast, invoice_id).state == "paid"


def _sent(cast: Cast, invoice_id: UUID) -> UUID:
    paid = released(cast, invoice_id)
    payments.initiate(by=cast.fay, at=NOW, payment_id=paid)
    return paid


@pytest.mark.req(162)
def test_the_rest_of_an_order_is_open_again_and_what_waited_for_it_is_matched(cast: Cast) -> None:
    order_id = part_billed(cast)
    written = rest_settled(cast, order_id)
    late = received(cast, order_id, quantity=3, number="R-2")
    assert (late["state"], kinds_of(cast, late["id"])) == ("disputed", ["rest_written_off"])
    reversed_(cast, written)
    assert invoice_of(cast, late["id"]).state == "matched"
    assert (order_of(cast, order_id).written_off_amount, order_of(cast, order_id).covered_amount) == (0, 1000)


def test_it_is_reversed_once(cast: Cast) -> None:
    written = settled_without_money(cast, matched(cast))
    reversed_(cast, written)
    assert refused(cast, partial(reversed_, cast, written)) == ["wrong_state"]
