"""What somebody waits for is for something else afterwards: an invoice for another order, a payment for a correction."""

from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.values import InvoiceFacts
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import accepted, claim, covers_of, initiated, invoice_of, received
from ..cast import NOW, Cast
from ..intake.conftest import sent
from ..intake.papers import paper, worked
from .claiming import fresh
from .racing import Call, done, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("quoted", "hours"), [("another order", 5), ("NA", 4)])
def test_a_look_that_waited_for_a_correction_sees_what_it_said(cast: Cast, quoted: str, hours: int) -> None:
    wrong, right = cast.issued(), cast.issued()
    for order_id in (wrong, right):
        accepted(cast, order_id)
    more = {"quoted": quoted} if quoted == "NA" else {}
    invoice_id = UUID(received(cast, wrong, unit_price="110.00", quantity=hours, number=fresh(), **more)["id"])
    outcomes = race(_correcting(cast, invoice_id, right, hours), _looking(cast, invoice_id), head_start=True)
    assert len(done(outcomes)) == 2
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.order_id, invoice.state) == (right, "matched")
    assert sum(cover.amount for cover in covers_of(cast, right)) == hours * Decimal(100)
    assert not covers_of(cast, wrong)
    assert verify(cast.company_id).findings == []


@pytest.mark.parametrize(("settle_first", "hours", "corrected"), [(True, 10, 8), (False, 9, 7)])
def test_a_payment_settles_while_a_correction_takes_it_over(
    cast: Cast, settle_first: bool, hours: int, corrected: int
) -> None:
    number, own = worked(cast), fresh()
    [first] = sent(cast, a=paper(own, str(hours), order=number))
    payment_id = initiated(cast, UUID(first["id"]))
    calls: list[Call] = [
        partial(payments.settle, by=cast.fay, at=NOW, payment_id=payment_id),
        partial(sent, cast, b=paper(own, str(corrected), order=number, code="384", names=own)),
    ]
    assert len(done(race(*(calls if settle_first else reversed(calls)), head_start=True))) == 2
    with scope.reading(cast.company_id):
        by_state = {bill.state: bill for bill in Invoice.objects.filter(order_id=first["order_id"])}
    assert set(by_state) == {"void", "paid"}
    assert (by_state["paid"].settled_amount, by_state["paid"].owed_back) == (hours * 100, 200)
    assert verify(cast.company_id).findings == []


def _correcting(cast: Cast, invoice_id: UUID, order_id: UUID, hours: int) -> Call:
    facts = claim(cast, order_id, quantity=hours).model_dump(exclude={"kind", "contractor_id", "number", "gives_back"})
    values = InvoiceFacts.model_validate(facts)
    return lambda: matching.correct(by=cast.petra, at=NOW, invoice_id=invoice_id, values=values, reason="Typed wrongly")


def _looking(cast: Cast, invoice_id: UUID) -> Call:
    return lambda: matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)
