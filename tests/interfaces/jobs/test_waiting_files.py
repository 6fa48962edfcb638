"""What arrived before its order is taken in once the order is there, and what was disputed is looked at again."""

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.intake.receiving import Sender, receive
from counterfoil.lifecycle.orders import actions as orders

from ...actions.billing import invoice_of, kinds_of
from ...actions.loading import arrivals, billed, delivered, file, load_values, loaded, restated, row
from ...cast import NOW, Cast
from ...formats.ubl.samples import DESPATCH, ORDER, changed
from .test_rematching import settle

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_despatch_is_taken_in_when_its_order_was_loaded_by_somebody_else(cast: Cast) -> None:
    """The order is typed in by its numbers, not received: only the follower knows that something waited."""
    sender = Sender(cast.fay, NOW, Via("api"), "buyer", add_parties=True)
    receive([("other.xml", changed(ORDER, "PO-7", "PO-6").encode())], sender)
    receive([("despatch.xml", DESPATCH.encode())], sender)
    assert [one.became for one in arrivals(cast, number="DN-1")] == ["waiting"]
    contractor_id = _seller(cast)
    line = row(reference="4", unit="C62", quantity=40, seller_item="S-1")
    values = load_values(cast, number="PO-7", contractor_id=contractor_id, lines=[line])
    orders.load(by=cast.olga, at=NOW, values=values, file=file("PO-7"))
    settle()
    assert [one.became for one in arrivals(cast, number="DN-1")] == ["despatch"]


def test_an_invoice_that_waits_for_its_order_is_looked_at_when_it_is_loaded(cast: Cast) -> None:
    waiting = billed(cast)["id"]
    assert invoice_of(cast, waiting).order_id is None
    order_id = loaded(cast)
    settle()
    assert invoice_of(cast, waiting).order_id == order_id


def test_an_invoice_passes_once_its_order_was_changed_and_its_receipt_is_there(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(unit_price=2, amount=200)], net=200)
    waiting = billed(cast)["id"]
    assert kinds_of(cast, waiting) == ["evidence_missing", "price"]
    restated(cast, order_id, lines=[row()])
    settle()
    assert kinds_of(cast, waiting) == ["evidence_missing"]
    delivered(cast, order_id, "receipt", "R-1", 90)
    settle()
    assert invoice_of(cast, waiting).state == "matched"


def _seller(cast: Cast) -> object:
    with scope.reading(cast.company_id):
        return Contractor.objects.get(name="Joiner").id
