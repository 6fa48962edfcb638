"""The same paper twice at the same moment: it becomes something once, and the other one says so."""

from functools import partial
from unittest.mock import patch
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.intake import receiving
from counterfoil.lifecycle.intake.receiving import Sender, receive, receive_waiting
from counterfoil.lifecycle.orders import actions as orders

from ..actions.loading import arrivals, delivered, file, load_values, loaded, numbered
from ..actions.ordering import order_of
from ..cast import NOW, Cast, load_cast
from ..formats.ubl.samples import DESPATCH, INVOICE, ORDER, changed
from .racing import done, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Everybody afresh for each test."""
    return load_cast()


@pytest.mark.req(89)
def test_one_number_loaded_by_six_makes_one_order(cast: Cast) -> None:
    values = load_values(cast)
    calls = [lambda n=n: orders.load(by=cast.fay, at=NOW, values=values, file=file(f"ERP-1 {n}")) for n in range(6)]
    became = sorted(answer["became"] for answer in done(race(*calls, linger=0.02)))
    assert became == ["order", *["second"] * 5]
    assert len(numbered(cast, "ERP-1")) == 1
    assert len({one.same_as for one in arrivals(cast, became="second")}) == 1


def test_a_receipt_that_arrives_six_times_is_accepted_once(cast: Cast) -> None:
    order_id = loaded(cast)
    calls = [lambda n=n: delivered(cast, order_id, "receipt", "R-1", 10, note=str(n)) for n in range(6)]
    became = sorted(answer["became"] for answer in done(race(*calls, linger=0.02)))
    assert became == ["receipt", *["second"] * 5]
    assert order_of(cast, order_id).accepted_amount == 10


def test_the_same_files_sent_by_four_at_once_make_one_order_and_one_invoice(cast: Cast) -> None:
    sender = Sender(cast.fay, NOW, Via("api"), "buyer", add_parties=True)
    receive([("first.xml", changed(ORDER, "PO-7", "PO-6").encode())], sender)
    both = [("order.xml", ORDER.encode()), ("invoice.xml", INVOICE.encode())]
    outcomes = done(race(*[lambda: {"answers": receive(both, sender)} for _ in range(4)], linger=0.02))
    became = [one["became"] for answer in outcomes for one in answer["answers"]]
    assert (became.count("order"), became.count("invoice")) == (1, 1)
    assert len(numbered(cast, "PO-7")) == 1


def test_what_waits_is_taken_in_once_by_whoever_looks_first(cast: Cast) -> None:
    """The follower and the sender of the order both see that it waits: it is one arrival, and arrives no second time."""
    sender = Sender(cast.fay, NOW, Via("api"), "buyer", add_parties=True)
    receive([("first.xml", changed(ORDER, "PO-7", "PO-6").encode()), ("despatch.xml", DESPATCH.encode())], sender)
    with patch.object(receiving, "receive_waiting"):
        [order] = receive([("order.xml", ORDER.encode())], sender)
    order_id = UUID(order["id"])
    race(*[partial(receive_waiting, cast.company_id, order_id, NOW, Via("follower", f"f{n}")) for n in range(4)])
    assert [one.became for one in arrivals(cast, number="DN-1")] == ["despatch"]
    with scope.reading(cast.company_id):
        assert not Entry.objects.filter(outcome="refused").exists()
