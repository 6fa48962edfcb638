"""The rate of an order in another currency: the general one of its day, or its own."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from .ordering import order_of, revision_of
from .test_rate_set import rate_set
from .verb import refused

TODAY = NOW.date()


def rated(cast: Cast, order_id: UUID) -> tuple[Decimal | None, date | None, str | None]:
    order = order_of(cast, order_id)
    return order.rate, order.rate_on, order.rate_source


def change(cast: Cast, order_id: UUID, **named: Any) -> None:
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges.model_validate(named))


@pytest.mark.req(156)
def test_an_order_takes_the_general_rate_of_its_day_and_keeps_it(cast: Cast) -> None:
    rate_set(cast, rate="0.9")
    order_id = cast.draft(currency="USD")
    rate_set(cast, rate="0.5")
    change(cast, order_id, title="Another title", rate=None)
    assert rated(cast, order_id) == (Decimal("0.9"), TODAY, "general")
    assert revision_of(cast, order_id).base_total == Decimal("900.00")
    assert rated(cast, cast.draft(currency="USD")) == (Decimal("0.5"), TODAY, "general")


@pytest.mark.req(155)
def test_a_rate_that_is_typed_is_this_order_s_alone(cast: Cast) -> None:
    rate_set(cast, rate="0.9")
    order_id = cast.draft(currency="USD", rate="0.7")
    assert rated(cast, order_id) == (Decimal("0.7"), TODAY, "own")
    assert rated(cast, cast.draft(currency="USD")) == (Decimal("0.9"), TODAY, "general")
    change(cast, order_id, rate=None)
    assert rated(cast, order_id) == (Decimal("0.9"), TODAY, "general")
    change(cast, order_id, rate="0.8")
    assert rated(cast, order_id) == (Decimal("0.8"), TODAY, "own")


def test_another_currency_reads_the_general_rate_anew(cast: Cast) -> None:
    rate_set(cast, rate="0.9")
    rate_set(cast, currency="JPY", rate="0.0061")
    order_id = cast.draft(currency="USD")
    change(cast, order_id, currency="JPY")
    assert rated(cast, order_id) == (Decimal("0.0061"), TODAY, "general")
    change(cast, order_id, currency="EUR")
    assert rated(cast, order_id) == (Decimal(1), None, None)
    assert refused(cast, lambda: change(cast, order_id, currency="CHF")) == ["rate_needed"]


@pytest.mark.parametrize(
    ("day", "holds"),
    [(TODAY, True), (TODAY - timedelta(31), True), (TODAY - timedelta(32), False), (TODAY + timedelta(1), False)],
)
def test_a_rate_holds_from_its_day_on_and_not_for_ever(cast: Cast, day: date, holds: bool) -> None:
    rate_set(cast, day=day.isoformat())
    if holds:
        assert rated(cast, cast.draft(currency="USD"))[1] == day
    else:
        assert refused(cast, lambda: cast.draft(currency="USD")) == ["rate_needed"]


def test_the_newest_rate_holds(cast: Cast) -> None:
    for days, rate in ((3, "0.7"), (1, "0.8"), (2, "0.6")):
        rate_set(cast, day=(TODAY - timedelta(days)).isoformat(), rate=rate)
    assert rated(cast, cast.draft(currency="USD")) == (Decimal("0.8"), TODAY - timedelta(1), "general")


def test_a_replacement_keeps_the_rate_that_was_corrected_since(cast: Cast) -> None:
    rate_set(cast, rate="0.9")
    order_id = cast.draft(currency="USD")
    rate_set(cast, rate="0.5")
    done = orders.cancel(by=cast.rita, at=NOW, order_id=order_id, reason="Once more", replace=True)
    assert rated(cast, UUID(done["replacement"])) == (Decimal("0.9"), TODAY, "general")


def _asked(cast: Cast, order_id: UUID) -> tuple[Decimal, int]:
    with scope.reading(cast.company_id):
        approval = Approval.objects.within(cast.company_id).get(subject_id=order_id)
        return approval.amount, Step.objects.within(cast.company_id).filter(approval=approval).count()


def test_levels_are_reached_by_what_is_not_rounded(cast: Cast) -> None:
    """4,999.9999 rounds to 5,000.00, from which on two approve: one does here, and two at 5,000.00 exactly."""
    rate_set(cast, rate="0.9999999800")
    below = cast.pending(currency="USD", lines=[line(quantity=5, unit_price="1000.00")])
    assert revision_of(cast, below).base_total == Decimal("5000.00")
    assert _asked(cast, below) == (Decimal("4999.9999"), 1)
    rate_set(cast, rate="1")
    assert _asked(cast, cast.pending(currency="USD", lines=[line(quantity=5, unit_price="1000.00")])) == (
        Decimal(5000),
        2,
    )


def test_who_types_a_rate_is_asked_of_every_level_and_who_takes_the_general_one_is_not(cast: Cast) -> None:
    rate_set(cast, rate="0.9")
    assert _asked(cast, cast.pending(currency="USD"))[1] == 1
    assert _asked(cast, cast.pending(currency="USD", rate="0.8"))[1] == 2


def _submitted(cast: Cast, order_id: UUID, days: int = 0) -> UUID:
    orders.submit(by=cast.rita, at=NOW + timedelta(days), order_id=order_id)
    return order_id


@pytest.mark.req(156)
def test_a_draft_that_was_kept_for_its_rate_is_asked_of_every_level(cast: Cast) -> None:
    """A general rate holds for a month. Whoever waits longer with a draft, or has an old one replaced, chose among rates."""
    rate_set(cast, rate="0.9")
    in_time, late = (cast.draft(currency="USD") for _ in range(2))
    assert _asked(cast, _submitted(cast, in_time, days=31))[1] == 1
    assert _asked(cast, _submitted(cast, late, days=32))[1] == 2


@pytest.mark.req(156)
def test_a_draft_with_a_rate_that_was_corrected_since_is_asked_of_every_level(cast: Cast) -> None:
    """It keeps the rate, as every order does."""
    rate_set(cast, rate="0.09")
    order_id = cast.draft(currency="USD")
    rate_set(cast, rate="0.9")
    assert _asked(cast, _submitted(cast, order_id))[1] == 2
    assert rated(cast, order_id)[0] == Decimal("0.09")


def test_who_sets_a_general_rate_does_not_slip_below_a_level_by_it(cast: Cast) -> None:
    """Fay sets rates and may ask for orders too."""
    rate_set(cast, rate="0.09")
    grant_role(by=cast.olga, at=NOW, member_id=cast.fay.id, role="manager", confirm=cast.fay.name)
    order_id = UUID(orders.create(by=cast.again("fay"), at=NOW, values=cast.values(currency="USD"))["id"])
    orders.submit(by=cast.again("fay"), at=NOW, order_id=order_id)
    assert _asked(cast, order_id)[1] == 2
