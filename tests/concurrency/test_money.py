"""Several people pay one invoice at the same moment: nothing is paid twice, and nobody waits forever."""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from django.test import Client

from counterfoil.foundation.companies.models import User
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.values import InvoicePart

from ..actions.billing import (
    accepted,
    initiated,
    invoice_of,
    submitted,
)
from ..cast import NOW, Cast
from ..interfaces.api.conftest import Caller, key_for
from .claiming import billed, payable, paying, receiving, releasing
from .racing import Call, done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]

WHY = "Because it is so"


def test_twelve_who_release_one_invoice_make_one_payment(cast: Cast) -> None:
    invoice_id = payable(cast)
    outcomes = race(*[releasing(cast, invoice_id)] * 12, linger=0.02)
    assert len(done(outcomes)) == 1
    assert set(refused(outcomes)) == {"nothing_open"}
    [payment] = paying(cast, invoice_id)
    assert payment.amount == invoice_of(cast, invoice_id).total


def test_three_doors_at_once_make_one_payment(cast: Cast) -> None:
    """The verb itself, the API with a key, and the page."""
    invoice_id = payable(cast)
    page = Client()
    page.force_login(User.objects.get(email="fay@demo.example"))
    caller = Caller(key_for(cast.fay), Client())
    verb, api, web = race(
        releasing(cast, invoice_id),
        partial(caller.post, f"/invoices/{invoice_id}/release", {}),
        partial(page.post, f"/invoices/{invoice_id}/do/release", {"key": "page", "amount": ""}),
    )
    through = [isinstance(verb, dict), api.status_code == 201, web.status_code == 302]
    assert sorted(through) == [False, False, True]
    assert through[0] or refused([verb]) == ["nothing_open"]
    assert through[1] or [reason["key"] for reason in json.loads(api.content)["reasons"]] == ["nothing_open"]
    assert through[2] or (web.status_code == 409 and "Nothing of it is left to be paid" in web.content.decode())
    assert len(paying(cast, invoice_id)) == 1


def test_part_payments_never_make_more_than_is_open(cast: Cast) -> None:
    invoice_id = payable(cast)
    parts = [{"amount": Decimal(400 + each), "purpose": f"Part {each}"} for each in range(4)]
    outcomes = race(*[releasing(cast, invoice_id, **part) for part in parts])
    assert len(done(outcomes)) == 2
    assert refused(outcomes) == ["more_than_open"] * 2
    assert 800 < sum(payment.amount for payment in paying(cast, invoice_id)) < 806


@pytest.mark.parametrize("settle_first", [True, False])
def test_a_payment_settles_or_fails(cast: Cast, settle_first: bool) -> None:
    invoice_id = payable(cast)
    payment_id = initiated(cast, invoice_id)
    calls: list[Call] = [
        partial(payments.settle, by=cast.fay, at=NOW, payment_id=payment_id),
        partial(payments.fail, by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY),
    ]
    outcomes = race(*(calls if settle_first else reversed(calls)), head_start=True)
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["wrong_state"]
    came_through = "paid" if done(outcomes)[0]["state"] == "settled" else "matched"
    assert invoice_of(cast, invoice_id).state == came_through


@pytest.mark.parametrize("close_first", [True, False])
def test_an_order_is_not_closed_under_a_release(cast: Cast, close_first: bool) -> None:
    """The order's lock comes first in both: a matched invoice waits for its money, so closing is refused either way."""
    invoice_id = payable(cast)
    order_id = invoice_of(cast, invoice_id).order_id
    close = partial(orders.close, by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    calls: list[Call] = [close, releasing(cast, invoice_id)]
    outcomes = race(*(calls if close_first else reversed(calls)), head_start=True)
    assert refused(outcomes) == ["open_claims"]
    assert len(paying(cast, invoice_id)) == 1


HOLDS: dict[str, Callable[[Cast, UUID, HoldValues], Call]] = {
    "order": lambda cast, invoice_id, values: partial(
        orders.hold, by=cast.petra, at=NOW, order_id=invoice_of(cast, invoice_id).order_id, values=values
    ),
    "invoice": lambda cast, invoice_id, values: partial(
        invoices.hold, by=cast.petra, at=NOW, invoice_id=invoice_id, values=values
    ),
}


@pytest.mark.parametrize("hold_first", [True, False])
@pytest.mark.parametrize("room", HOLDS)
def test_a_hold_and_a_release(cast: Cast, room: str, hold_first: bool) -> None:
    """Whichever is first: what is held before it is released stays unpaid."""
    invoice_id = payable(cast)
    hold = HOLDS[room](cast, invoice_id, HoldValues(scope="payment", reason=WHY))
    calls: list[Call] = [hold, releasing(cast, invoice_id)]
    outcomes = race(*(calls if hold_first else reversed(calls)), head_start=True)
    assert refused(outcomes) in ([], ["on_hold"])
    assert len(paying(cast, invoice_id)) == len(done(outcomes)) - 1


def test_a_credit_note_and_a_release(cast: Cast) -> None:
    """The credit note locks the order, then its invoice: no more is ever paid than was left in that moment."""
    invoice_id = payable(cast)
    bill = invoice_of(cast, invoice_id)
    credit = receiving(cast, bill.order_id, 1, kind="credit", credits=bill.number)
    race(credit, releasing(cast, invoice_id))
    assert len(paying(cast, invoice_id)) == 1


def test_everybody_at_once_and_nobody_waits_forever(cast: Cast) -> None:
    """Every pair of verbs takes its locks in one order: order, lines, evidence, invoice, payment."""
    order_id = cast.issued()
    accepted(cast, order_id, 8)
    invoice_id = UUID(billed(cast, order_id, 3)["id"])
    paid = initiated(cast, UUID(billed(cast, order_id, 2)["id"]))
    number = invoice_of(cast, invoice_id).number
    sent = submitted(cast, order_id, 2)
    outcomes = race(
        partial(evidence.accept, by=cast.rita, at=NOW, submission_id=sent),
        receiving(cast, order_id, 2),
        receiving(cast, order_id, 1, kind="credit", credits=number),
        partial(matching.match, by=cast.petra, at=NOW, invoice_id=invoice_id),
        releasing(cast, invoice_id, amount=Decimal(100), purpose="A part"),
        partial(payments.fail, by=cast.fay, at=NOW, payment_id=paid, reason=WHY),
        partial(orders.hold, by=cast.petra, at=NOW, order_id=order_id, values=HoldValues(scope="payment", reason=WHY)),
        linger=0.02,
    )
    assert len(done(outcomes)) >= 4


def test_two_payments_that_share_invoices_pay_each_once(cast: Cast) -> None:
    """Each names them in another order; whoever comes second is refused as a whole."""
    first, second = payable(cast), payable(cast)
    named = [[InvoicePart(invoice_id=one) for one in order] for order in ((first, second), (second, first))]
    give = partial(payments.release_several, by=cast.fay, at=NOW, contractor_id=cast.contractor_id)
    outcomes = race(*(partial(give, invoices=one) for one in named * 3))
    assert len(done(outcomes)) == 1
    assert set(refused(outcomes)) == {"nothing_open"}
    assert len(paying(cast, first)) == len(paying(cast, second)) == 1
