"""alert.see: what happened once, the crossing of a threshold, is over once somebody has seen it."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.alerts.kinds import ToldAlert
from counterfoil.lifecycle.alerts.queries import BY_MAIL
from counterfoil.lifecycle.orders import actions as orders

from ..alerting import alerts, ended, raised, said, soon, told
from ..cast import NOW, Cast
from ..watching import watch, watched
from .billing import accepted
from .loading import loaded, restated, row
from .verb import Given, VerbTests, refused


def crossed(cast: Cast) -> UUID:
    """The alert of an order that crossed a threshold."""
    accepted(cast, watched(cast, "accepted 80%"), 9)
    raised(cast)
    return alerts(cast)[-1].id


def see(cast: Cast, alert_id: UUID, who: str = "fay") -> Any:
    return actions.see(by=cast.members[who], at=NOW, alert_id=alert_id)


class TestSee(VerbTests):
    verb, who = "alert.see", "fay"

    def given(self, cast: Cast) -> Given:
        return {"alert_id": crossed(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"alert_id": UUID(int=1)}


@pytest.mark.req(7, 168)
def test_a_crossing_is_told_once_to_finance_owner_and_requester(cast: Cast) -> None:
    crossed(cast)
    (one,) = alerts(cast)
    assert (one.kind, one.day, one.caused_by_id) == ("threshold", NOW.date(), None)
    order = one.order
    assert ToldAlert(one).says == (
        f"On {NOW.date()} order {order.number} of Cleo came to 900.00 EUR accepted and crossed its threshold of 800.00 EUR."
    )
    for where in ("on_desk", BY_MAIL):
        assert [told(cast, who, where) for who in ("fay", "olga", "rita")] == [["threshold"]] * 3
        assert [told(cast, who, where) for who in ("petra", "iris", "cleo")] == [[], [], []]
    assert [raised(cast), ended(cast)] == [0, 0]


@pytest.mark.req(7)
@pytest.mark.parametrize("who", ["fay", "olga", "rita"])
def test_what_is_seen_is_over_for_everybody_and_not_said_again(cast: Cast, who: str) -> None:
    alert_id = crossed(cast)
    see(cast, alert_id, who)
    assert said(cast) == [("threshold", "over")] and alerts(cast)[0].seen_by_id == cast.members[who].id
    assert [raised(cast), told(cast, "fay")] == [0, []]
    assert refused(cast, partial(see, cast, alert_id)) == ["wrong_state"]


def test_who_is_not_told_does_not_say_so(cast: Cast) -> None:
    assert refused(cast, partial(see, cast, crossed(cast), "iris")) == ["not_told"]


def test_what_holds_is_over_by_itself(cast: Cast) -> None:
    soon(cast)
    raised(cast)
    assert refused(cast, partial(see, cast, alerts(cast)[0].id)) == ["ends_by_itself"]


@pytest.mark.req(7)
def test_it_is_over_once_the_order_is_closed_and_stays_over(cast: Cast) -> None:
    crossed(cast)
    order_id = alerts(cast)[0].order_id
    orders.close(by=cast.iris, at=NOW, order_id=order_id, reason="Done")
    assert ended(cast) == 1
    orders.reopen(by=cast.iris, at=NOW, order_id=order_id, reason="Not done")
    assert raised(cast) == 0


@pytest.mark.req(7)
def test_a_threshold_that_is_taken_off_is_told_no_more(cast: Cast) -> None:
    crossed(cast)
    watch(cast, alerts(cast)[0].order_id)
    assert ended(cast) == 1


@pytest.mark.req(7)
def test_raising_the_ceiling_ends_it_and_the_next_crossing_is_another_alert(cast: Cast) -> None:
    order_id = loaded(cast)
    watch(cast, order_id, "accepted 80%")
    accepted(cast, order_id, 80)
    raised(cast)
    restated(cast, order_id, lines=[row(quantity=200, amount=200)], net=200)
    assert [ended(cast), raised(cast)] == [1, 0]
    accepted(cast, order_id, 80)
    assert raised(cast) == 1
    assert said(cast) == [("threshold", "over"), ("threshold", "stands")]


@pytest.mark.req(7)
def test_two_thresholds_crossed_at_once_are_two_alerts(cast: Cast) -> None:
    accepted(cast, watched(cast, "accepted 80%", "accepted 90%"), 9)
    assert raised(cast) == 2 and len({one.crossing_id for one in alerts(cast)}) == 2


@pytest.mark.django_db(transaction=True)
def test_verify_finds_nothing(cast: Cast) -> None:
    see(cast, crossed(cast), "olga")
    assert verify(cast.company_id).findings == []
