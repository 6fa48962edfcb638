"""order.load_shared: a purchase order without a contractor, before any contract uses it."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .loading import loaded
from .ordering import order_of
from .sharing import figures, shared, shared_values
from .verb import Given, VerbTests, refused

TODAY = NOW.date()


class TestOrderLoadShared(VerbTests):
    verb, who, wrong = "order.load_shared", "fay", "rita"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"values": shared_values()}

    def otherwise(self, given: Given) -> Given:
        return {"values": shared_values(net=1)}


@pytest.mark.req(2, 15, 16)
@pytest.mark.parametrize("who", ["olga", "fay", "iris"])
def test_it_is_there_before_any_contract_with_number_and_amount_alone(cast: Cast, who: str) -> None:
    order = order_of(cast, shared(cast, who=who))
    assert (order.number, order.state, order.kind, order.origin) == ("4500012345", "issued", "shared", "loaded")
    assert (order.contractor_id, order.engagement_id, order.contractor_code) == (None, None, None)
    assert (order.title, order.valid_through, order.restricted) == ("", None, False)
    assert figures(cast, order.id) == (10_000, 0, 0, 0)
    assert verifying.verify(cast.company_id).findings == []


def test_what_it_is_for_and_its_last_day_are_kept(cast: Cast) -> None:
    order = order_of(cast, shared(cast, title="Design of 2026", valid_through=TODAY))
    assert (order.title, order.valid_through) == ("Design of 2026", TODAY)


@pytest.mark.req(89)
def test_a_number_that_is_there_is_said_at_once(cast: Cast) -> None:
    shared(cast)
    again = partial(orders.load_shared, by=cast.fay, at=NOW)
    assert refused(cast, lambda: again(values=shared_values(" 4500-012345 "))) == ["number_taken"]
    loaded(cast)
    assert refused(cast, lambda: again(values=shared_values("ERP-1"))) == ["number_taken"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"number": "n/a"}, "no_number"),
        ({"number": "PO-2026-00917"}, "our_own_number"),
        ({"valid_through": TODAY - timedelta(days=1)}, "day_over"),
    ],
)
def test_what_is_no_number_of_others_or_over(cast: Cast, given: Given, reason: str) -> None:
    values = shared_values(**given)
    assert refused(cast, partial(orders.load_shared, by=cast.fay, at=NOW, values=values)) == [reason]


@pytest.mark.req(5)
def test_who_may_use_it_is_said_by_finance_and_owners_alone(cast: Cast) -> None:
    values = shared_values(restricted=True, members=[cast.rita.id])
    load = partial(orders.load_shared, at=NOW, values=values)
    assert refused(cast, lambda: load(by=cast.iris)) == ["not_yours_to_permit"]
    assert order_of(cast, UUID(load(by=cast.fay)["id"])).restricted
