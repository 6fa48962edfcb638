"""order.set_thresholds: from where on of an order's money somebody is told, and that each crossing is written down once."""

from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from pydantic import ValidationError

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Crossing, Order, Threshold

from ..cast import NOW, Cast
from ..watching import at, crossings, watch, watched
from .billing import accepted, matched, received, submitted
from .loading import loaded, restated, row
from .ordering import cancelled, closed
from .sharing import share, shared
from .verb import Given, VerbTests, refused, untouched

D = Decimal


class TestSetThresholds(VerbTests):
    verb, who = "order.set_thresholds", "fay"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.issued(), "values": at("accepted 80%")}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": at("accepted 90%")}


def standing(cast: Cast, order_id: UUID) -> set[tuple[str, D | None, D | None]]:
    with scope.reading(cast.company_id):
        found = Threshold.objects.filter(order_id=order_id, state="stands")
        return {(one.figure, one.percent, one.amount) for one in found}


@pytest.mark.req(7)
@pytest.mark.parametrize("state", ["draft", "pending", "approved", "issued"])
def test_finance_and_owner_set_change_and_take_off_thresholds(cast: Cast, state: str) -> None:
    order_id = getattr(cast, state)()
    watch(cast, order_id, "accepted 80%", "invoiced 500")
    watch(cast, order_id, "invoiced 500", "committed 100%", who="olga")
    assert standing(cast, order_id) == {("invoiced", None, D(500)), ("committed", D(100), None)}
    watch(cast, order_id)
    assert standing(cast, order_id) == set()


def test_what_stands_is_not_set_again_and_nothing_is_overwritten(cast: Cast) -> None:
    order_id = watched(cast, "accepted 80%")
    with scope.reading(cast.company_id):
        version = Order.objects.get(id=order_id).version
    assert refused(cast, partial(watch, cast, order_id, "accepted 80%")) == ["unchanged"]
    assert refused(cast, partial(watch, cast, order_id, "accepted 80%", "accepted 80.00%")) == ["twice", "unchanged"]
    assert refused(cast, partial(watch, cast, order_id, "accepted 10.001")) == ["units"]
    untouched(cast, Stale, partial(watch, cast, order_id, "accepted 90%", version=version - 1))
    watch(cast, order_id, "accepted 90%", version=version)


def test_a_cancelled_order_is_watched_no_more_and_a_closed_one_is(cast: Cast) -> None:
    assert refused(cast, partial(watch, cast, cancelled(cast), "accepted 80%")) == ["ended"]
    watch(cast, closed(cast), "accepted 80%")


@pytest.mark.parametrize(
    "said", ["accepted 0%", "accepted 101%", "accepted -1", "accepted 0", "settled 5", "accepted x"]
)
def test_thresholds_that_can_not_be(said: str) -> None:
    with pytest.raises(ValidationError):
        at(said)


@pytest.mark.parametrize("line", [{}, {"percent": "5", "amount": "5"}])
def test_a_threshold_is_per_cent_or_an_amount(line: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        at().model_validate({"thresholds": [{"figure": "accepted", **line}]})


@pytest.mark.req(7)
def test_each_figure_crosses_its_own_thresholds_at_the_mark(cast: Cast) -> None:
    """The order authorises 1000.00: 80 % lies at 800.00, and exactly there it is crossed."""
    order_id = watched(cast, "accepted 80%", "accepted 900", "invoiced 500", "committed 100%")
    assert crossings(cast, order_id) == [("committed", 0, D(1000), D(1000))]
    accepted(cast, order_id, 8)
    assert crossings(cast, order_id)[:1] == [("accepted", 0, D(800), D(800))]
    received(cast, order_id, quantity=4)
    assert len(crossings(cast, order_id)) == 2
    received(cast, order_id, number="R-2", quantity=3)
    assert crossings(cast, order_id) == [
        ("accepted", 0, D(800), D(800)),
        ("committed", 0, D(1000), D(1000)),
        ("invoiced", 0, D(500), D(700)),
    ]
    with scope.reading(cast.company_id):
        one = Crossing.objects.get(order_id=order_id, threshold__figure="invoiced")
        assert Entry.objects.get(id=one.entry_id).verb == "invoice.receive" and one.limit_amount == 1000


def test_nothing_is_crossed_before_issue(cast: Cast) -> None:
    order_id = cast.approved()
    watch(cast, order_id, "committed 1")
    assert crossings(cast, order_id) == []
    orders.issue(by=cast.iris, at=NOW, order_id=order_id)
    assert crossings(cast, order_id) == [("committed", 0, D(1), D(1000))]


@pytest.mark.req(7)
def test_falling_and_rising_again_crosses_nothing_again(cast: Cast) -> None:
    order_id = watched(cast, "invoiced 50%")
    accepted(cast, order_id)
    first = received(cast, order_id, quantity=6)
    matching.void(by=cast.petra, at=NOW, invoice_id=UUID(first["id"]), reason="A mistake")
    received(cast, order_id, number="R-2", quantity=7)
    assert crossings(cast, order_id) == [("invoiced", 0, D(500), D(600))]


@pytest.mark.req(7)
def test_a_threshold_taken_off_and_set_again_is_the_same(cast: Cast) -> None:
    order_id = watched(cast, "accepted 50%")
    accepted(cast, order_id, 6)
    watch(cast, order_id)
    watch(cast, order_id, "accepted 50%", "accepted 10%")
    assert crossings(cast, order_id) == [("accepted", 0, D(100), D(600)), ("accepted", 0, D(500), D(600))]


@pytest.mark.req(7)
def test_raising_the_ceiling_counts_anew(cast: Cast) -> None:
    order_id = loaded(cast)
    watch(cast, order_id, "accepted 80%")
    accepted(cast, order_id, 80)
    restated(cast, order_id, lines=[row(quantity=200, amount=200)], net=200)
    assert [one[1] for one in crossings(cast, order_id)] == [0]
    accepted(cast, order_id, 80)
    assert crossings(cast, order_id) == [("accepted", 0, D(80), D(80)), ("accepted", 1, D(160), D(160))]


def test_a_correction_takes_it_below_and_nothing_is_said_again(cast: Cast) -> None:
    order_id = watched(cast, "accepted 90%")
    piece = accepted(cast, order_id, 9)
    evidence.correct(by=cast.cleo, at=NOW, piece_id=piece, quantity=D(5), reason="Counted twice")
    submitted(cast, order_id, 1)
    assert len(crossings(cast, order_id)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.req(7)
def test_verify_finds_nothing_in_what_was_crossed_and_given_back(cast: Cast) -> None:
    order_id = watched(cast, "accepted 80%", "invoiced 50%", "committed 10")
    invoice_id = matched(cast)
    assert invoice_id
    accepted(cast, order_id)
    first = received(cast, order_id, number="R-8", quantity=6)
    matching.void(by=cast.petra, at=NOW, invoice_id=UUID(first["id"]), reason="A mistake")
    watch(cast, order_id, "invoiced 50%", "invoiced 70%")
    received(cast, order_id, number="R-9", quantity=8)
    assert len(crossings(cast, order_id)) == 4
    assert verify(cast.company_id).findings == []


@pytest.mark.req(4, 7)
def test_what_contracts_have_of_a_shared_order_crosses_its_thresholds(cast: Cast) -> None:
    order_id = shared(cast)
    watch(cast, order_id, "committed 10%", "invoiced 500")
    one = share(cast, order_id)
    assert [found[0] for found in crossings(cast, order_id)] == ["committed"]
    accepted(cast, one)
    received(cast, one, quantity=5)
    assert crossings(cast, order_id) == [("committed", 0, 1000, 1000), ("invoiced", 0, 500, 500)]
    assert verify(cast.company_id).findings == []
