"""order.note_sent: the day on which an order went to its contractor by other means than mail from here."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from ..mailing import delivered, message_of
from .ordering import IN_STATE, order_of
from .verb import Given, VerbTests, refused

TODAY = date(2026, 3, 2)


class TestNoteSent(VerbTests):
    verb, who = "order.note_sent", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.issued(), "sent_on": TODAY, "sent_how": "post", "reason": "RR 12 345"}


def noted(cast: Cast, order_id: UUID, sent_on: date = TODAY, *, days: int = 0, how: str = "post") -> Any:
    at = NOW + timedelta(days=days)
    return orders.note_sent(by=cast.iris, at=at, order_id=order_id, sent_on=sent_on, sent_how=how)


@pytest.mark.req(135)
def test_the_day_is_distinct_from_made_and_issued(cast: Cast) -> None:
    order_id = cast.issued()
    assert order_of(cast, order_id).sent_on is None
    noted(cast, order_id, TODAY + timedelta(days=3), days=5)
    order = order_of(cast, order_id)
    assert (order.created_at, order.issued_on) == (NOW, TODAY)
    assert (order.sent_on, order.sent_how) == (TODAY + timedelta(days=3), "post")


@pytest.mark.req(135)
@pytest.mark.parametrize(("days", "reason"), [(-1, "sent_before_issue"), (1, "sent_in_future")])
def test_neither_before_issue_nor_in_the_future(cast: Cast, days: int, reason: str) -> None:
    order_id = cast.issued()
    assert refused(cast, partial(noted, cast, order_id, TODAY + timedelta(days=days))) == [reason]


def test_a_day_can_be_put_right(cast: Cast) -> None:
    order_id = cast.issued()
    noted(cast, order_id, TODAY + timedelta(days=1), days=4)
    noted(cast, order_id, TODAY + timedelta(days=2), days=4, how="hand")
    assert (order_of(cast, order_id).sent_on, order_of(cast, order_id).sent_how) == (date(2026, 3, 4), "hand")


@pytest.mark.req(135)
def test_what_went_out_first_is_its_date(cast: Cast, settings: Any) -> None:
    """A mail that goes out after the post changes nothing; a day after the mail can't be noted, one before it can."""
    settings.COUNTERFOIL_MAIL_STANDS = True
    mail_id = delivered(cast, at=NOW + timedelta(days=2))
    order_id = message_of(cast, mail_id).order_id
    assert order_id is not None
    assert (order_of(cast, order_id).sent_on, order_of(cast, order_id).sent_how) == (date(2026, 3, 4), "mail")
    assert refused(cast, partial(noted, cast, order_id, date(2026, 3, 4), days=3)) == ["mailed_earlier"]
    noted(cast, order_id, date(2026, 3, 3), days=3)
    assert (order_of(cast, order_id).sent_on, order_of(cast, order_id).sent_how) == (date(2026, 3, 3), "post")


@pytest.mark.parametrize("state", [state for state in IN_STATE if state not in ("issued", "closed")])
def test_only_of_an_order_that_was_issued(cast: Cast, state: str) -> None:
    assert "wrong_state" in refused(cast, partial(noted, cast, IN_STATE[state](cast)))
