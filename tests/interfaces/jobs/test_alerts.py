"""Alerts follow what is done on an order at once, and the clock once an hour; twice run, nothing is said twice."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs.alerts import Hourly
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ...actions.billing import initiated, matched, settled
from ...actions.test_payment_release_several import release as release_several
from ...alerting import DAY, LATE, alerts, at, due_on, said, soon, told, unsent
from ...cast import NOW, Cast
from ...mailing import claimed, delivered, sent
from .test_follow import settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


@pytest.mark.req(168)
def test_what_comes_due_is_raised_by_the_clock_once_an_hour(cast: Cast) -> None:
    day, hours = due_on(cast, matched(cast)), Hourly()
    assert hours.turn(at(day - 4 * DAY)) == 0
    assert [hours.turn(at(day - 3 * DAY)), hours.turn(at(day - 3 * DAY) + timedelta(minutes=59))] == [1, 0]
    assert Hourly().turn(at(day - 3 * DAY)) == 0, "another worker finds it said"
    assert hours.turn(at(day + DAY)) == 2, "it is over, and another one is raised"
    assert said(cast) == [("due", "over"), ("late", "stands")]
    assert verify(cast.company_id).findings == []


@pytest.mark.req(168)
def test_what_is_paid_ends_its_alert_as_it_is_noted(cast: Cast) -> None:
    invoice_id, follower = soon(cast), Follower()
    settle(follower)
    assert said(cast) == [("due", "stands")]
    settled(cast, invoice_id)
    settle(follower)
    settle(follower, NOW + DAY)
    assert said(cast) == [("due", "over")]
    assert verify(cast.company_id).findings == []


def test_one_payment_ends_the_alerts_of_all_its_orders(cast: Cast) -> None:
    bills, follower = (soon(cast), soon(cast, "R-2")), Follower()
    settle(follower)
    assert said(cast) == [("due", "stands")] * 2
    payment_id = UUID(release_several(cast, *bills)["id"])
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    settle(follower)
    assert said(cast) == [("due", "over")] * 2


@pytest.mark.req(168)
def test_who_brought_it_about_is_not_told_of_it(cast: Cast) -> None:
    """Petra enters an invoice that is due at once: she knows. Fay is told."""
    soon(cast)
    settle(Follower())
    (one,) = alerts(cast)
    assert (one.caused_by_id, told(cast, "petra"), told(cast, "fay")) == (cast.petra.id, [], ["due"])
    assert verify(cast.company_id).findings == []


def test_who_did_it_long_ago_is_told_what_came_of_it(cast: Cast) -> None:
    """The follower looks only a day later: what holds then is not what Petra did just now."""
    soon(cast)
    settle(Follower(), NOW + DAY)
    assert (alerts(cast)[0].caused_by_id, told(cast, "petra")) == (None, ["due"])


@pytest.mark.req(168)
def test_what_the_day_brings_is_nobodys_act(cast: Cast) -> None:
    day = due_on(cast, matched(cast))
    settle(Follower())
    Hourly().turn(at(day))
    (one,) = alerts(cast)
    assert (one.caused_by_id, told(cast, "petra"), told(cast, "fay")) == (None, ["due"], ["due"])


@pytest.mark.req(168)
def test_a_mail_that_is_refused_is_told_to_who_sent_it(cast: Cast) -> None:
    follower, mail_id = Follower(), claimed(cast)
    settle(follower)
    delivered(cast, mail_id=mail_id, state="refused")
    settle(follower)
    assert said(cast) == [("mail_failed", "stands")]
    assert (told(cast, "iris"), told(cast, "rita"), told(cast, "fay")) == (["mail_failed"], ["mail_failed"], [])
    (one,) = alerts(cast)
    sent(cast, order_id=one.order_id, again=True)
    settle(follower)
    assert said(cast) == [("mail_failed", "over")]
    assert verify(cast.company_id).findings == []


@pytest.mark.req(168)
def test_a_payment_that_failed_makes_it_late_once_more(cast: Cast) -> None:
    invoice_id, follower = soon(cast), Follower()
    payment_id = initiated(cast, invoice_id)
    settle(follower)
    payments.fail(by=cast.fay, at=LATE, payment_id=payment_id, reason="Account closed")
    settle(follower, LATE)
    if not alerts(cast):
        matching.match(by=system_member(cast.company_id), at=LATE, invoice_id=invoice_id)
        settle(follower, LATE)
    assert said(cast) == [("late", "stands")]


@pytest.mark.req(168)
def test_an_unsent_order_is_said_on_the_third_day_and_over_when_it_is_sent(cast: Cast) -> None:
    order_id, follower, hours = unsent(cast), Follower(), Hourly()
    settle(follower)
    assert hours.turn(NOW + 3 * DAY) == 1
    assert (told(cast, "iris"), told(cast, "rita"), told(cast, "fay")) == (["not_sent"], ["not_sent"], [])
    orders.note_sent(by=cast.iris, at=NOW + 3 * DAY, order_id=order_id, sent_on=NOW.date(), sent_how="post")
    settle(follower, NOW + 3 * DAY)
    assert said(cast) == [("not_sent", "over")]
    assert verify(cast.company_id).findings == []


def test_what_nothing_hangs_on_is_followed_without_a_verb(cast: Cast) -> None:
    """Of an entry after which nothing holds and nothing ends, the trail says nothing more."""
    matched(cast)
    settle(Follower())
    assert alerts(cast) == []
