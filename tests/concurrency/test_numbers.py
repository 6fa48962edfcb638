"""Numbers are dealt without a gap and never twice, whoever comes at the same moment, whoever fails late."""

import sys
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Reason, Refused
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.actions.set_layout import LayoutValues, set_layout
from counterfoil.lifecycle.orders.models import Counter, Order

from ..actions.loading import loaded
from ..cast import NOW, Cast, load_cast
from .racing import Call, done, race, refused

pytestmark = pytest.mark.django_db(transaction=True)

ISSUE = "counterfoil.lifecycle.orders.actions.issue"
NEW_YEAR = datetime(2027, 1, 4, 8, tzinfo=UTC)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Everybody afresh for each test: these count from one."""
    return load_cast()


def _issue(cast: Cast, order_id: UUID, at: datetime = NOW, key: str = "") -> Call:
    return lambda: orders.issue(by=cast.iris, at=at, order_id=order_id, via=Via("api", key))


def _dealt(cast: Cast, field: str) -> list[Any]:
    with scope.reading(cast.company_id):
        return sorted(Order.objects.exclude(number=None).values_list(field, flat=True))


def _counters(cast: Cast) -> dict[tuple[str, str], int]:
    with scope.reading(cast.company_id):
        found = list(Counter.objects.values_list("series", "period", "value"))
    return {(series.partition(":")[0], period): value for series, period, value in found}


@pytest.mark.req(34, 43)
def test_twelve_at_once_and_three_fail_late(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    approved = [cast.approved() for _ in range(12)]
    unlucky = set(approved[2:11:4])
    _fail_after_the_number_is_dealt(monkeypatch, unlucky)
    outcomes = race(*(_issue(cast, order_id) for order_id in approved), linger=0.01)
    assert len(done(outcomes)) == 9
    assert refused(outcomes) == ["late"] * 3
    assert _dealt(cast, "number") == [f"PO-2026-{value:05}" for value in range(1, 10)]
    assert _dealt(cast, "contractor_code") == [f"POCLEO2-{value:04}" for value in range(1, 10)]
    assert _counters(cast) == {("order", "2026"): 9, ("contractor", ""): 9}


def _fail_after_the_number_is_dealt(monkeypatch: pytest.MonkeyPatch, unlucky: set[UUID]) -> None:
    module = sys.modules[ISSUE]
    promise = module.promise

    def late(order: Order, *rest: Any) -> str:
        assert order.number
        if order.id in unlucky:
            raise Refused([Reason("late", "The last step failed.")])
        return str(promise(order, *rest))

    monkeypatch.setattr(module, "promise", late)


@pytest.mark.req(34)
def test_two_first_issues_of_a_new_year_make_one_counter(cast: Cast) -> None:
    first, second = cast.approved(), cast.approved()
    outcomes = race(_issue(cast, first, NEW_YEAR), _issue(cast, second, NEW_YEAR))
    assert sorted(answer["number"] for answer in done(outcomes)) == ["PO-2027-00001", "PO-2027-00002"]
    assert _counters(cast)["order", "2027"] == 2


def test_a_double_click_on_issue_answers_twice_with_one_number(cast: Cast) -> None:
    order_id = cast.approved()
    outcomes = race(_issue(cast, order_id, key="one-click"), _issue(cast, order_id, key="one-click"))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0]["number"] == "PO-2026-00001"
    assert _counters(cast)["order", "2026"] == 1


def test_two_issuers_of_one_order_consume_one_number(cast: Cast) -> None:
    order_id = cast.approved()
    outcomes = race(_issue(cast, order_id), _issue(cast, order_id))
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["wrong_state"]
    assert _counters(cast)["order", "2026"] == 1


@pytest.mark.parametrize("first", ["load", "set"])
def test_a_number_and_the_layout_that_could_deal_it_never_both_come_in(cast: Cast, first: str) -> None:
    """Whoever comes second meets what the first one left."""
    values = LayoutValues(pattern="ERP-{#}")
    calls: list[Call] = [lambda: loaded(cast), lambda: set_layout(by=cast.iris, at=NOW, values=values)]
    outcomes = race(*(calls if first == "load" else reversed(calls)), head_start=True)
    assert refused(outcomes) == ["layout_loaded" if first == "load" else "our_own_number"]
