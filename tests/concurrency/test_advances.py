"""Several people ask for an advance, or use one, at the same moment: the order has its money once."""

from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from counterfoil.lifecycle.payments import actions as payments

from ..actions.advancing import advanced, asked
from ..actions.billing import accepted, invoice_of
from ..actions.writing_off import order_of
from ..cast import NOW, Cast
from .claiming import billed, releasing
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]


def test_no_more_is_asked_for_than_is_left(cast: Cast) -> None:
    order_id = cast.issued()
    outcomes = race(*[partial(asked, cast, order_id, 400)] * 5, linger=0.02)
    assert len(done(outcomes)) == 2 and set(refused(outcomes)) == {"more_than_left"}


def test_an_advance_pays_once(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    advance_id = advanced(cast, order_id, 300)
    bills = [UUID(billed(cast, order_id, Decimal(hours))["id"]) for hours in (2, 3)]
    outcomes = race(*[releasing(cast, one) for one in bills], linger=0.02)
    assert len(done(outcomes)) == 2
    assert sum(Decimal(one["set_off"]) for one in done(outcomes)) == 300
    assert invoice_of(cast, advance_id).owed_back == 0
    assert order_of(cast, order_id).released_amount == 500


@pytest.mark.parametrize("undo_first", [True, False])
def test_what_is_taken_back_is_set_off_once(cast: Cast, undo_first: bool) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    advance_id = advanced(cast, order_id, 300)
    first, second = (UUID(billed(cast, order_id, Decimal(hours))["id"]) for hours in (2, 3))
    releasing(cast, first)()
    undo = partial(payments.undo_set_off, by=cast.fay, at=NOW, invoice_id=first, reason="It was never meant for that")
    calls = [undo, releasing(cast, second)]
    outcomes = race(*(calls if undo_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == 2
    advance = invoice_of(cast, advance_id)
    assert invoice_of(cast, first).state == "matched"
    taken = min(invoice_of(cast, second).total, 300 if undo_first else 300 - invoice_of(cast, first).total)
    assert (advance.returned_amount, advance.owed_back) == (taken, 300 - taken)
