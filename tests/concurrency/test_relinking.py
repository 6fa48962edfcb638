"""An invoice is said to be for another order while somebody looks at it: the later look is at the order that it is for now."""

from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.invoices.values import InvoiceFacts
from counterfoil.lifecycle.matching import actions as matching

from ..actions.billing import accepted, claim, covers_of, invoice_of, received
from ..cast import NOW, Cast
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


def _correcting(cast: Cast, invoice_id: UUID, order_id: UUID, hours: int) -> Call:
    facts = claim(cast, order_id, quantity=hours).model_dump(exclude={"kind", "contractor_id", "number", "gives_back"})
    values = InvoiceFacts.model_validate(facts)
    return lambda: matching.correct(by=cast.petra, at=NOW, invoice_id=invoice_id, values=values, reason="Typed wrongly")


def _looking(cast: Cast, invoice_id: UUID) -> Call:
    return lambda: matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)
