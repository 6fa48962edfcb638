"""alert.end: what an alert says holds no more, and it is over."""

from typing import Any

import pytest

from counterfoil.lifecycle.orders import actions as orders

from ..alerting import DAY, LATE, alerts, ended, raised, said, soon, system, unsent
from ..cast import NOW, Cast
from .billing import settled
from .books import entries
from .mail_verb import MailVerbTests
from .test_alert_raise import at_home
from .verb import Given


class TestEnd(MailVerbTests):
    verb = "alert.end"

    def given(self, cast: Cast) -> Given:
        invoice_id = soon(cast)
        raised(cast)
        settled(cast, invoice_id)
        return {}

    def otherwise(self, given: Given) -> Given:
        return {"order_ids": []}

    def test_mallory(self, cast: Cast) -> None:
        """Another company's own member looks at home, where nothing is."""
        at_home(self, cast)


@pytest.mark.req(168)
def test_what_is_paid_is_not_late_any_more(cast: Cast) -> None:
    invoice_id = soon(cast)
    raised(cast, LATE)
    assert ended(cast, LATE) == 0, "it still is"
    settled(cast, invoice_id)
    assert [ended(cast, LATE), ended(cast, LATE)] == [1, 0]
    (one,) = alerts(cast)
    assert (one.state, one.ended_at, one.version) == ("over", LATE, 2)


def test_only_what_is_settled_ends(cast: Cast) -> None:
    first, _second = soon(cast), soon(cast, number="R-2")
    raised(cast)
    settled(cast, first)
    ended(cast)
    assert said(cast) == [("due", "over"), ("due", "stands")]


def test_what_one_order_is_over_of_stands_on_its_record(cast: Cast) -> None:
    order_id = unsent(cast)
    raised(cast, NOW + 3 * DAY)
    orders.cancel(by=cast.iris, at=NOW + 3 * DAY, order_id=order_id, reason="Given up")
    assert ended(cast, NOW + 3 * DAY) == 1
    entry = entries(cast.company_id, verb="alert.end")[-1]
    assert (entry.order_id, entry.answer["ended"], entry.member_id) == (order_id, 1, system(cast).id)


def test_nothing_to_end_is_nothing_done(cast: Cast, settings: Any) -> None:
    soon(cast)
    raised(cast)
    assert ended(cast) == 0
