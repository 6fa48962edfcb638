"""Alerts of an order's limits in time: it soon runs out, has run out with money left, or its money goes faster than its days."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.alerts.kinds import ToldAlert
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import SharedChanges

from ..alerting import alerts, at, ended, raised, told
from ..cast import Cast
from .billing import accepted, received
from .sharing import shared

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 3, 3), date(2026, 6, 10)
"""A hundred days."""


def running(cast: Cast, **more: Any) -> UUID:
    """An order over 1000.00 that runs for a hundred days."""
    return cast.issued(starts_on=FIRST, ends_on=LAST, **more)


def kinds(cast: Cast, state: str = "stands") -> list[str]:
    """What is said, but for that nobody sent it."""
    return [one.kind for one in alerts(cast) if one.state == state and one.kind != "not_sent"]


@pytest.mark.req(7, 168)
def test_it_soon_runs_out_and_has_run_out_with_money_left(cast: Cast) -> None:
    order_id = running(cast)
    assert raised(cast, at(LAST - 15 * DAY), [order_id]) == 1 and kinds(cast) == []
    raised(cast, at(LAST - 14 * DAY), [order_id])
    assert kinds(cast) == ["expiring"] and "expiring" in told(cast, "rita") and "expiring" in told(cast, "fay")
    raised(cast, at(LAST), [order_id])
    ended(cast, at(LAST))
    assert kinds(cast) == ["expiring"], "its last day included"
    ended(cast, at(LAST + DAY))
    raised(cast, at(LAST + DAY), [order_id])
    assert kinds(cast) == ["expired"]
    one = next(one for one in alerts(cast) if one.kind == "expired")
    assert ToldAlert(one).says == (
        f"Order {one.order.number} of Cleo ran out on {LAST}, and 1000.00 EUR of it is open."
    )


@pytest.mark.req(168)
def test_what_is_all_invoiced_or_closed_runs_out_unsaid(cast: Cast) -> None:
    full, done = running(cast), running(cast)
    accepted(cast, full)
    assert received(cast, full)["state"] == "matched"
    orders.close(by=cast.iris, at=at(FIRST), order_id=done, reason="Done")
    raised(cast, at(LAST + DAY), [full, done])
    assert [one for one in kinds(cast) if one.startswith("expir")] == []


@pytest.mark.req(7, 168)
@pytest.mark.parametrize(
    ("gone", "quantity", "ahead"),
    [(9, 9, False), (10, 3, False), (10, 4, True), (50, 7, False), (50, 8, True), (50, 10, False)],
    ids=["in the first tenth", "at the margin", "ahead", "by the margin of half", "ahead at half", "nothing is left"],
)
def test_money_goes_faster_than_the_days(cast: Cast, gone: int, quantity: int, ahead: bool) -> None:
    """By more than 20 per cent of the whole; what is accepted and not yet invoiced is gone."""
    order_id = running(cast)
    accepted(cast, order_id, quantity)
    raised(cast, at(FIRST + (gone - 1) * DAY), [order_id])
    assert ("ahead" in kinds(cast)) == ahead
    assert ("ahead" in told(cast, "olga")) == ahead
    ended(cast, at(FIRST + 90 * DAY))
    assert "ahead" not in kinds(cast)


@pytest.mark.req(7, 168)
def test_a_shared_order_runs_out_on_its_own_last_day(cast: Cast) -> None:
    order_id = shared(cast, valid_through=LAST)
    raised(cast, at(LAST - 14 * DAY), [order_id])
    assert kinds(cast) == ["expiring"]
    one = next(one for one in alerts(cast) if one.kind == "expiring")
    assert "of several contracts runs out" in ToldAlert(one).says
    orders.edit(
        by=cast.fay,
        at=at(LAST),
        order_id=order_id,
        changes=SharedChanges.model_validate({"valid_through": LAST + 90 * DAY}),
    )
    ended(cast, at(LAST))
    assert kinds(cast) == []
