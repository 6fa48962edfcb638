"""What leaves is what is owed now: a released payment is looked at again when it is sent, under the same locks."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, invoice_of, matched, payment_of, received, released
from .verb import WHY, refused

HOLD = HoldValues(scope="payment", reason=WHY)


def send(cast: Cast, payment_id: UUID, **more: object) -> partial[dict[str, object]]:
    return partial(payments.initiate, by=cast.fay, at=NOW, payment_id=payment_id, **more)


def test_a_credit_note_after_the_release_stops_it_and_the_smaller_amount_leaves(cast: Cast) -> None:
    invoice_id = matched(cast, tax="58.43", total="1058.43")
    payment_id = released(cast, invoice_id)
    received(cast, kind="credit", number="G-1", credits="R-1", quantity=5)
    assert refused(cast, send(cast, payment_id)) == ["no_longer_owed"]
    assert payment_of(cast, payment_id).state == "released"
    payments.cancel(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    again = released(cast, invoice_id)
    assert payment_of(cast, again).amount == Decimal("558.43")
    assert send(cast, again)()["state"] == "initiated"


@pytest.mark.parametrize("on", ["order", "invoice"])
def test_a_hold_after_the_release_stops_it_until_it_is_lifted(cast: Cast, on: str) -> None:
    invoice_id = matched(cast)
    payment_id = released(cast, invoice_id)
    if on == "order":
        subject = {"order_id": invoice_of(cast, invoice_id).order_id}
        hold_id = orders.hold(by=cast.petra, at=NOW, values=HOLD, **subject)["hold_id"]
        lift = partial(orders.lift, **subject)
    else:
        hold_id = invoices.hold(by=cast.petra, at=NOW, invoice_id=invoice_id, values=HOLD)["hold_id"]
        lift = partial(invoices.lift, invoice_id=invoice_id)
    assert refused(cast, send(cast, payment_id)) == ["on_hold"]
    lift(by=cast.petra, at=NOW, hold_id=UUID(hold_id), reason=WHY)
    assert send(cast, payment_id)()["state"] == "initiated"


def test_evidence_taken_back_after_the_release_stops_it(cast: Cast) -> None:
    order_id = cast.issued()
    piece_id = accepted(cast, order_id)
    payment_id = released(cast, UUID(received(cast, order_id)["id"]))
    minus = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(4), reason=WHY)
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(minus["submission_id"]))
    assert refused(cast, send(cast, payment_id)) == ["quantity"]


@pytest.mark.parametrize(
    ("day", "reasons"),
    [
        (date(1900, 1, 1), ["before_invoice"]),
        (NOW.date() - timedelta(days=1), ["before_invoice"]),
        (NOW.date() + timedelta(days=1), ["day_to_come"]),
    ],
)
def test_a_payment_leaves_on_no_impossible_day(cast: Cast, day: date, reasons: list[str]) -> None:
    assert refused(cast, send(cast, released(cast), day=day, day_reason=WHY)) == reasons


def test_what_left_before_it_was_released_has_a_reason(cast: Cast) -> None:
    invoice_id = matched(cast)
    later = NOW + timedelta(days=3)
    payment_id = UUID(payments.release(by=cast.fay, at=later, invoice_id=invoice_id)["id"])
    late = partial(payments.initiate, by=cast.fay, at=later, payment_id=payment_id, day=NOW.date())
    assert refused(cast, late) == ["before_release"]
    late(day_reason="The bank had it already.")
    assert payment_of(cast, payment_id).day_reason == "The bank had it already."
