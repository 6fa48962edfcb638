"""alert.raise: what comes due, is late, was not sent or did not arrive is said of its order, once for each occasion."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail import actions as mail
from counterfoil.foundation.trail.models import Parked, Position
from counterfoil.lifecycle.alerts import queries
from counterfoil.lifecycle.alerts.kinds import ToldAlert
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation

from ..alerting import DAY, LATE, alerts, at, due_on, ended, raised, said, soon, system, unsent
from ..cast import NOW, Cast
from ..mailing import addressed, delivered, message_of, recipients_of, sent
from ..remitting import advised, mails_of
from .billing import disputed, initiated, invoice_of, matched, received, released
from .books import books, entries
from .mail_verb import MailVerbTests
from .verb import Given


def at_home(verb: Any, cast: Cast) -> None:
    """What another company's own member does there is done to nothing here."""
    given, before = verb.given(cast), books(cast.company_id)
    verb.act(system_member(cast.mallory.company_id), given)
    assert books(cast.company_id) == before


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    """Mail can be sent from here."""
    settings.COUNTERFOIL_MAIL_STANDS = True


class TestRaise(MailVerbTests):
    verb = "alert.raise"

    def given(self, cast: Cast) -> Given:
        system(cast)
        soon(cast)
        return {}

    def otherwise(self, given: Given) -> Given:
        return {"order_ids": []}

    def test_mallory(self, cast: Cast) -> None:
        """Another company's own member looks at home, where nothing is."""
        at_home(self, cast)


@pytest.mark.req(168)
def test_an_invoice_is_due_three_days_before_its_day_and_late_the_day_after(cast: Cast) -> None:
    invoice_id = matched(cast)
    day = due_on(cast, invoice_id)
    assert raised(cast, at(day - 4 * DAY)) == 0
    assert [raised(cast, at(day - 3 * DAY)), raised(cast, at(day - 2 * DAY)), raised(cast, at(day))] == [1, 0, 0]
    assert [ended(cast, at(day + DAY)), raised(cast, at(day + DAY)), raised(cast, at(day + 9 * DAY))] == [1, 1, 0]
    assert said(cast) == [("due", "over"), ("late", "stands")]
    first, second = alerts(cast)
    assert (first.day, second.day, first.number, second.number) == (day, day, 1, 2)
    assert (first.order_id, first.invoice_id) == (invoice_of(cast, invoice_id).order_id, invoice_id)
    assert ToldAlert(second).says == f"Invoice R-1 of Cleo was due on {day}, and 1000.00 EUR of it is not paid."


@pytest.mark.req(168)
def test_the_day_is_the_companys(cast: Cast) -> None:
    """In Berlin it is the next day an hour before it is in London."""
    day = due_on(cast, matched(cast))
    assert [raised(cast, at(day, 21)), ended(cast, at(day, 21)), ended(cast, at(day, 22))] == [1, 0, 1]


@pytest.mark.req(168)
def test_what_is_under_way_to_the_contractor_is_not_late(cast: Cast) -> None:
    waits, sent_off = released(cast, soon(cast)), initiated(cast, soon(cast, number="R-2"))
    assert raised(cast, LATE) == 1
    (one,) = alerts(cast)
    assert (one.kind, one.invoice.number) == ("late", "R-1")
    payments.initiate(by=cast.fay, at=LATE, payment_id=waits, reference="B-8")
    assert ended(cast, LATE) == 1
    payments.fail(by=cast.fay, at=LATE, payment_id=sent_off, reason="Account closed")
    matching.match(by=cast.petra, at=LATE, invoice_id=_invoice_of(cast, sent_off))
    assert raised(cast, LATE) == 1


def _invoice_of(cast: Cast, payment_id: UUID) -> UUID:
    with scope.reading(cast.company_id):
        return UUID(str(Allocation.objects.get(payment_id=payment_id).invoice_id))


@pytest.mark.req(168)
def test_what_holds_again_is_the_next_occasion(cast: Cast) -> None:
    invoice_id = soon(cast)
    raised(cast)
    payment_id = initiated(cast, invoice_id)
    ended(cast)
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason="Account closed")
    matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)
    assert [raised(cast), raised(cast)] == [1, 0]
    assert [(one.kind, one.occasion, one.state) for one in alerts(cast)] == [("due", 1, "over"), ("due", 2, "stands")]


def test_nothing_is_said_of_what_is_no_claim_or_on_no_order(cast: Cast) -> None:
    disputed(cast)
    received(cast, None, number="R-LOOSE", total=Decimal(5))
    assert raised(cast, NOW + 40 * DAY) == 0


@pytest.mark.req(168)
def test_an_order_that_nobody_sent_for_three_days(cast: Cast) -> None:
    order_id = unsent(cast)
    assert [raised(cast, NOW + 2 * DAY), raised(cast, NOW + 3 * DAY), raised(cast, NOW + 4 * DAY)] == [0, 1, 0]
    orders.note_sent(by=cast.iris, at=NOW + 4 * DAY, order_id=order_id, sent_on=NOW.date(), sent_how="post")
    assert ended(cast, NOW + 4 * DAY) == 1
    assert said(cast) == [("not_sent", "over")]


def test_what_something_hangs_on_has_reached_its_contractor(cast: Cast) -> None:
    matched(cast)
    assert raised(cast, NOW + 3 * DAY) == 0


@pytest.mark.req(168)
@pytest.mark.parametrize("state", ["refused", "expired", "perhaps"])
def test_a_mail_that_did_not_arrive(cast: Cast, state: str) -> None:
    order_id = _order_of(cast, delivered(cast, state=state))
    assert [raised(cast), raised(cast)] == [1, 0]
    (one,) = alerts(cast)
    assert (one.kind, one.order_id) == ("mail_failed", order_id)
    sent(cast, order_id=order_id, again=True)
    assert ended(cast) == 1, "it was sent again"


def test_a_mail_that_came_back_until_the_order_is_no_more(cast: Cast) -> None:
    mail_id = delivered(cast)
    assert raised(cast) == 0
    order_id = _order_of(cast, mail_id)
    _bounced(cast, mail_id)
    assert raised(cast) == 1
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Given up")
    assert ended(cast) == 1


def _bounced(cast: Cast, mail_id: UUID) -> None:
    to = recipients_of(cast, mail_id)[0].id
    mail.bounce(by=system(cast), at=NOW, mail_id=mail_id, recipient_id=to, told="no such user")


def _order_of(cast: Cast, mail_id: UUID) -> UUID:
    return UUID(str(message_of(cast, mail_id).order_id))


def test_who_took_the_mail_back_is_not_alerted_of_it(cast: Cast) -> None:
    orders.withdraw_mail(by=cast.iris, at=NOW, mail_id=sent(cast))
    assert raised(cast) == 0


@pytest.mark.req(168)
def test_an_advice_that_did_not_arrive_is_said_of_each_order_that_was_paid(cast: Cast) -> None:
    addressed(cast)
    payment_id = advised(cast)
    (message,) = mails_of(cast, payment_id)
    mail.claim(by=system(cast), at=NOW, mail_id=message.id)
    delivered(cast, state="refused", mail_id=message.id)
    assert raised(cast) == 1
    one = next(one for one in alerts(cast) if one.kind == "advice_failed")
    assert (one.kind, ToldAlert(one).leads_to) == ("advice_failed", payment_id)
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason="Account closed")
    assert ended(cast) == 1, "what it told of holds no more"


@pytest.mark.req(168)
def test_a_mail_that_waits_for_an_hour(cast: Cast) -> None:
    mail_id = sent(cast)
    hour = timedelta(hours=1)
    assert [raised(cast, NOW + hour / 2), raised(cast, NOW + hour)] == [0, 1]
    delivered(cast, at=NOW + hour, mail_id=claimed_again(cast, mail_id, NOW + hour))
    assert ended(cast, NOW + hour) == 1


def claimed_again(cast: Cast, mail_id: UUID, moment: Any) -> UUID:
    """A mail that waits, and is with the server now."""
    mail.claim(by=system(cast), at=moment, mail_id=mail_id)
    return mail_id


@pytest.mark.req(168)
def test_a_document_that_could_not_be_made(cast: Cast) -> None:
    order_id = unsent(cast)
    entry = entries(cast.company_id, verb="order.issue")[-1]
    with scope.bookkeeping(cast.company_id):
        connection.cursor().execute("SELECT seal_next()")
        position = Position.objects.get(entry_id=entry.id).position
        Parked.objects.create(company_id=cast.company_id, follower="order_pdf", position=position, error="no", at=NOW)
    assert raised(cast) == 1
    assert [(one.kind, one.order_id, one.mail_id) for one in alerts(cast)] == [("document_waits", order_id, None)]


@pytest.mark.req(168)
def test_a_thousand_invoices_cost_as_many_queries_as_one(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert raised(cast) > 0
        return len(seen)

    soon(cast)
    one = cost()
    for number in range(2, 8):
        soon(cast, number=f"R-{number}")
    assert cost() == one


def test_only_so_many_are_raised_at_once_and_then_the_next(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 4):
        soon(cast, number=f"R-{number}")
    monkeypatch.setattr(queries.to_raise, "__defaults__", (None, None, 2))
    assert [raised(cast), raised(cast), raised(cast)] == [2, 1, 0]
    assert [one.number for one in alerts(cast)] == [1, 2, 3]


def test_on_the_orders_that_are_named(cast: Cast) -> None:
    first, second = (invoice_of(cast, soon(cast, number=number)).order_id for number in ("R-1", "R-2"))
    assert raised(cast, order_ids=[second]) == 1
    assert [one.order_id for one in alerts(cast)] == [second]
    entry = entries(cast.company_id, verb="alert.raise")[-1]
    assert entry.order_id == second, "where one order is concerned, its record shows it"
    assert raised(cast, order_ids=[first]) == 1


def test_a_slower_worker_raises_nothing_before_what_was_raised(cast: Cast) -> None:
    soon(cast)
    raised(cast, NOW + DAY)
    soon(cast, number="R-2")
    assert [raised(cast, NOW), raised(cast, NOW + DAY)] == [0, 1]


def test_another_companys_stays_theirs(cast: Cast) -> None:
    soon(cast)
    raised(cast)
    with scope.reading(cast.mallory.company_id):
        assert list(queries.visible(cast.mallory)) == []
        assert queries.to_raise(cast.company_id, NOW) == []
