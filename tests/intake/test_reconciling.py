"""One payment, one order, one history: what is none of it is a risk that is told, on its page and by the list (R107)."""

from datetime import timedelta
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Via
from counterfoil.insight.listing.listing import filters_of
from counterfoil.insight.listing.payments import Payments
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.payables.payment import paying
from counterfoil.insight.payables.reconciling import RISKS, SENTENCES, risk_of
from counterfoil.lifecycle.intake.receiving import Sender, receive
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation, Payment
from counterfoil.lifecycle.payments.values import InvoicePart

from ..actions import billing
from ..cast import NOW, Cast
from ..insight.listing.shelves import found
from .conftest import Send
from .papers import paper, worked


def told(cast: Cast, payment_id: UUID) -> str:
    """What page and list say of it, which is the same."""
    reader = Reader(cast.olga, NOW)
    listed = [risk for risk in RISKS if payment_id in {one.id for one in found(Payments, reader, {"reconcile": risk})}]
    with scope.reading(cast.company_id):
        rows = list(Allocation.objects.filter(payment_id=payment_id).select_related("invoice", "payment"))
        shown = paying(cast.olga, payment_id, NOW).reconcile
    risk = risk_of(rows)
    assert listed == ([risk] if risk else [])
    assert shown == SENTENCES.get(risk, "")
    return risk


def several(cast: Cast, *invoice_ids: UUID) -> UUID:
    named = [InvoicePart(invoice_id=one) for one in invoice_ids]
    answer = payments.release_several(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, invoices=named)
    return UUID(answer["id"])


@pytest.mark.req(107)
def test_of_one_order_there_is_nothing_to_reconcile(cast: Cast) -> None:
    order_id = cast.issued()
    billing.accepted(cast, order_id)
    first = UUID(billing.received(cast, order_id, quantity=4)["id"])
    second = UUID(billing.received(cast, order_id, number="R-2", quantity=5)["id"])
    assert told(cast, several(cast, first, second)) == ""


@pytest.mark.req(107)
def test_several_orders_are_told(cast: Cast) -> None:
    assert told(cast, several(cast, billing.matched(cast), billing.matched(cast, number="R-2", quantity=8))) == (
        "several_orders"
    )


@pytest.mark.req(107)
def test_what_a_correction_took_over_has_two_histories(cast: Cast, send: Send) -> None:
    order = worked(cast)
    [first] = send(a=paper("RE-1", "10", order=order))
    payment_id = billing.settled(cast, UUID(first["id"]))
    assert told(cast, payment_id) == ""
    later = Sender(cast.fay, NOW + timedelta(hours=1), Via("api", ""), "buyer", True)
    text = paper("RE-1-K", "9", order=order, code="384", names="RE-1")
    [corrected] = receive([("b", text.encode())], later)
    assert corrected["state"] in ("paid", "paying", "matched"), corrected
    assert told(cast, payment_id) == "several_histories"


@pytest.mark.req(107)
def test_an_unlinked_invoice_has_no_order(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        assert risk_of([]) == "no_order"


@pytest.mark.req(107)
def test_those_outside_are_not_told(cast: Cast) -> None:
    payment_id = several(cast, billing.matched(cast), billing.matched(cast, number="R-2", quantity=8))
    with scope.reading(cast.company_id):
        assert paying(cast.cleo, payment_id, NOW).reconcile == ""
        assert Payment.objects.count() == 1
        assert "reconcile" not in {
            name for one in filters_of(Payments, Reader(cast.cleo, NOW)) for name in one.parameters
        }
