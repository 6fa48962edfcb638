"""runoutpolicy.set: what is done once an order is used up or past its last day, and how early that is said."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import RunOutPolicy
from counterfoil.lifecycle.orders.shared_values import SharedChanges

from ..alerting import alerts, raised
from ..cast import NOW, Cast
from .billing import accepted, exception_of, kinds_of, received, submitted
from .running_out import run_out_is
from .sharing import share, shared
from .verb import WHY, Given, VerbTests, refused, untouched
from .wishing import asked, wish_of

TODAY = NOW.date()
LATER = NOW + timedelta(days=3)


class TestRunOutPolicySet(VerbTests):
    verb, who, wrong = "runoutpolicy.set", "fay", "rita"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"values": {"expired": "hold"}}

    def otherwise(self, given: Given) -> Given:
        return {"values": {"expired": "stop"}}


def ended(cast: Cast) -> UUID:
    """An order of ten hours whose last day is today, with all of it accepted."""
    order_id = cast.issued(starts_on=TODAY - timedelta(days=30), ends_on=TODAY)
    accepted(cast, order_id, 10)
    return order_id


def test_each_version_is_kept_and_none_is_said_twice(cast: Cast) -> None:
    run_out_is(cast, expired="hold")
    assert refused(cast, partial(run_out_is, cast, expired="hold")) == ["unchanged"]
    run_out_is(cast, "olga", expired="stop")
    untouched(cast, Stale, partial(run_out_is, cast, version=1, expired="warn"))
    with scope.reading(cast.company_id):
        assert list(RunOutPolicy.objects.order_by("version").values_list("version", "expired")) == [
            (1, "hold"),
            (2, "stop"),
        ]


@pytest.mark.req(168)
def test_its_days_and_per_cents_are_those_of_the_alerts(cast: Cast) -> None:
    cast.issued(starts_on=TODAY - timedelta(days=5), ends_on=TODAY + timedelta(days=20))
    raised(cast)
    assert [one.kind for one in alerts(cast)] == []
    run_out_is(cast, expiry_days=20)
    raised(cast)
    assert [one.kind for one in alerts(cast)] == ["expiring"]


def test_and_those_by_which_a_contractor_asks_for_the_next_order(cast: Cast) -> None:
    accepted(cast, cast.issued(), 7)
    assert refused(cast, partial(asked, cast)) == ["order_stands"]
    run_out_is(cast, little_left="30")
    assert wish_of(cast, asked(cast)).why == "low"


@pytest.mark.parametrize(("way", "kinds"), [("warn", []), ("hold", ["run_out"]), ("stop", ["stopped"])])
def test_an_invoice_that_comes_after_the_last_day_is_held_or_stopped(cast: Cast, way: str, kinds: list[str]) -> None:
    order_id = ended(cast)
    if way != "warn":
        run_out_is(cast, expired=way)
    bill = received(cast, order_id, quantity=4, at=LATER)
    assert bill["state"] == ("disputed" if kinds else "matched")
    assert kinds_of(cast, bill["id"]) == kinds


def test_what_came_before_is_held_to_what_held_then(cast: Cast) -> None:
    order_id = ended(cast)
    bill = received(cast, order_id, quantity=4, at=LATER)
    run_out_is(cast, at=LATER + timedelta(days=1), expired="stop")
    matching.match(by=cast.petra, at=LATER + timedelta(days=2), invoice_id=UUID(bill["id"]))
    assert received(cast, order_id, quantity=1, number="R-9", at=LATER)["state"] == "matched"


def test_what_is_held_may_be_accepted_and_what_is_stopped_may_not(cast: Cast) -> None:
    order_id = ended(cast)
    run_out_is(cast, expired="hold")
    bill = received(cast, order_id, quantity=4, at=LATER)
    held = exception_of(cast, UUID(bill["id"]), "run_out")
    assert matching.accept(by=cast.fay, at=LATER, exception_id=held.id, reason=WHY)["state"] == "accepted"
    run_out_is(cast, at=LATER, expired="stop")
    again = received(cast, order_id, quantity=4, number="R-8", at=LATER)
    stopped = exception_of(cast, UUID(again["id"]), "stopped")
    accept = partial(matching.accept, by=cast.fay, at=LATER, exception_id=stopped.id, reason=WHY)
    assert refused(cast, accept) == ["not_acceptable"]


def test_nothing_more_is_shown_on_an_order_that_is_stopped(cast: Cast) -> None:
    order_id = cast.issued(starts_on=TODAY - timedelta(days=30), ends_on=TODAY - timedelta(days=1))
    submitted(cast, order_id, 1)
    run_out_is(cast, expired="stop")
    assert refused(cast, partial(submitted, cast, order_id, 1)) == ["run_out"]


def test_until_finance_prolongs_it(cast: Cast) -> None:
    shared_id = shared(cast, valid_through=TODAY)
    share_id = share(cast, shared_id)
    run_out_is(cast, expired="stop")
    show = partial(submitted, cast, share_id, 1, at=LATER)
    assert refused(cast, show) == ["run_out"]
    changes = SharedChanges(valid_through=TODAY + timedelta(days=30))
    orders.edit(by=cast.fay, at=LATER, order_id=shared_id, changes=changes)
    show()


def test_nor_on_one_of_which_all_is_invoiced(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id, 5)
    run_out_is(cast, exhausted="stop")
    accepted(cast, order_id, 5)
    assert received(cast, order_id, quantity=10)["state"] == "matched"
    assert refused(cast, partial(submitted, cast, order_id, 1)) == ["run_out"]


@pytest.mark.django_db(transaction=True)
def test_the_books_agree(cast: Cast) -> None:
    order_id = ended(cast)
    run_out_is(cast, expired="hold")
    received(cast, order_id, quantity=4, at=LATER)
    assert verify(cast.company_id).findings == []
