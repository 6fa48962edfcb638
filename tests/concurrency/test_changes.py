"""Two want the same at once: an order under a contract, and a change that leaves it no room; the last word of an approval."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order

from ..actions import contracting
from ..actions.changing import approve, change_of, changed, drafted, submit, submitted
from ..actions.ordering import order_of
from ..actions.verb import WHY
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]


@pytest.fixture
def under(cast: Cast) -> UUID:
    """An engagement of its own for each test."""
    return contracting.another_engagement(cast)


def _submits(cast: Cast, under: UUID) -> Callable[[], Any]:
    return partial(orders.submit, by=cast.rita, at=NOW, order_id=cast.draft(engagement_id=under))


def _together(cast: Cast, under: UUID) -> int:
    """What the orders hold that live under the contract."""
    with scope.reading(cast.company_id):
        live = Order.objects.filter(engagement_id=under, state__in=("pending", "approved", "issued"))
        return 1000 * live.count()


@pytest.mark.req(52)
@pytest.mark.parametrize("first", ["change", "order"])
def test_an_order_and_a_lower_cap_never_both_hold(cast: Cast, under: UUID, first: str) -> None:
    contract_id = contracting.signed(cast, under, amount="2000")
    cast.issued(engagement_id=under)
    change_id = submitted(cast, contract_id, amount="1000")
    both = [partial(approve, cast, change_id), _submits(cast, under)]
    outcomes = race(*(both if first == "change" else reversed(both)), head_start=True)
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == (["contract_amount"] if first == "change" else ["held_amount"])
    allowed = contracting.contract_of(cast, contract_id).amount
    assert (allowed, _together(cast, under)) == ((1000, 1000) if first == "change" else (2000, 2000))


@pytest.mark.req(52)
def test_of_many_orders_and_a_lower_cap_none_is_beyond_it(cast: Cast, under: UUID) -> None:
    contract_id = contracting.signed(cast, under, amount="4000")
    change_id = submitted(cast, contract_id, amount="2000")
    race(partial(approve, cast, change_id), *(_submits(cast, under) for _one in range(4)), linger=0.02)
    allowed = contracting.contract_of(cast, contract_id).amount
    assert allowed is not None and _together(cast, under) <= allowed


def test_an_order_that_is_issued_while_its_days_are_cut_keeps_them(cast: Cast, under: UUID) -> None:
    contract_id = contracting.signed(cast, under)
    order_id = cast.approved(engagement_id=under, starts_on="2026-04-01", ends_on="2026-04-30")
    change_id = drafted(cast, contract_id, amount="2000", ends_on="2026-04-15")
    issue = partial(orders.issue, by=cast.iris, at=NOW, order_id=order_id)
    outcomes = race(issue, partial(submit, cast, change_id), head_start=True)
    assert refused(outcomes) == ["held_last_day"]
    assert (order_of(cast, order_id).state, change_of(cast, change_id).state) == ("issued", "draft")


def test_one_change_of_a_contract_is_asked_for_at_a_time(cast: Cast, under: UUID) -> None:
    given = {"contract_id": contracting.signed(cast, under), "values": changed()}
    ask = partial(hiring.create_change, by=cast.rita, at=NOW, **given)
    outcomes = race(ask, ask, ask, linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"change_open"}


def test_it_is_approved_once(cast: Cast, under: UUID) -> None:
    contract_id = contracting.signed(cast, under)
    change_id = submitted(cast, contract_id)
    outcomes = race(*(partial(approve, cast, change_id, who) for who in ("amir", "bela")), linger=0.02)
    assert len(done(outcomes)) == 1 and change_of(cast, change_id).number == 1
    assert contracting.contract_of(cast, contract_id).version == 3


def test_a_contract_that_ends_meanwhile_is_not_changed(cast: Cast, under: UUID) -> None:
    contract_id = contracting.signed(cast, under)
    change_id = submitted(cast, contract_id)
    end = partial(hiring.end_contract, by=cast.rita, at=NOW, contract_id=contract_id, reason=WHY)
    outcomes = race(end, partial(approve, cast, change_id), head_start=True)
    assert refused(outcomes) == ["contract_ended"]
    assert contracting.contract_of(cast, contract_id).amount == 2000
