"""One mail a person a day, at their hour, with what is new for them and nothing else; none where nothing is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import deactivate_member
from counterfoil.foundation.companies.models import User
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.models import Message, Recipient
from counterfoil.foundation.parties.actions import ContractorChanges, change_contractor
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs import digests
from counterfoil.interfaces.jobs.digests import Mornings
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.alerts.models import Digest
from counterfoil.lifecycle.alerts.values import Wanted

from ...actions.billing import settled
from ...alerting import DAY, alerts, ended, raised, soon, unsent
from ...cast import NOW, Cast
from ...mailing import deliver
from ...smtp import Inbox, configured, serving

pytestmark = pytest.mark.django_db(transaction=True)
SITE = "https://orders.acme.example"
MORNING = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
"""Seven o'clock in Berlin, on the day after NOW."""


@pytest.fixture(autouse=True)
def inbox(settings: Any) -> Iterator[Inbox]:
    """A mail server that is configured, and a site with an address."""
    with serving() as found:
        configured(settings, found.port)
        settings.COUNTERFOIL_ADDRESS, settings.COUNTERFOIL_SENDS_MAIL = SITE, True
        yield found


def mailed(cast: Cast) -> dict[str, Message]:
    """The mails of alerts, by the name of whom each is for."""
    with scope.reading(cast.company_id):
        to = Recipient.objects.filter(message__kind="alerts").select_related("message").order_by("message__made_at")
        return {one.address.partition("@")[0]: one.message for one in to}


def how_many(cast: Cast) -> int:
    with scope.reading(cast.company_id):
        return Message.objects.filter(kind="alerts").count()


def person(cast: Cast, who: str, **says: str) -> None:
    """How somebody reads."""
    User.objects.filter(id=cast.members[who].user_id).update(**says)


@pytest.mark.req(168)
def test_at_seven_who_has_news_has_a_mail_with_links(cast: Cast, inbox: Inbox) -> None:
    invoice_id = soon(cast)
    raised(cast)
    mornings = Mornings()
    assert mornings.turn(MORNING - timedelta(minutes=1)) == 0
    assert mornings.turn(MORNING) == 2
    assert [mornings.turn(MORNING + timedelta(minutes=20)), Mornings().turn(MORNING + timedelta(hours=5))] == [0, 0]
    assert set(mailed(cast)) == {"fay", "petra"}
    assert deliver(lambda: MORNING) == 2
    read = next(one for one in (inbox.read(0), inbox.read(1)) if one["To"] == "fay@demo.example")
    assert read["Subject"] == "Acme Studio: 1 new on your orders"
    text, html = (read.get_body((kind,)).get_content() for kind in ("plain", "html"))
    order = alerts(cast)[0].order.number
    line = f"Invoice R-1 of Cleo (order {order}) is due on Mar 4, 2026: 1,000.00 EUR is to be paid."
    assert f"- {line}\n  {SITE}/invoices/{invoice_id}" in text.replace("\r", "")
    assert f'<a href="{SITE}/invoices/{invoice_id}">{line}</a>' in html
    assert f"{SITE}/account#alerts" in text and f'href="{SITE}/account#alerts"' in html
    assert verify(cast.company_id).findings == []


@pytest.mark.req(168)
def test_the_next_day_tells_only_of_what_is_new(cast: Cast) -> None:
    soon(cast)
    raised(cast)
    Mornings().turn(MORNING)
    assert Mornings().turn(MORNING + DAY) == 0
    soon(cast, number="R-2")
    raised(cast, MORNING + DAY)
    assert Mornings().turn(MORNING + DAY + timedelta(hours=1)) == 0, "what comes after the hour waits for the next day"
    assert Mornings().turn(MORNING + 2 * DAY) == 2
    assert "R-2" in mailed(cast)["fay"].text and "R-1" not in mailed(cast)["fay"].text
    assert verify(cast.company_id).findings == []


@pytest.mark.req(168)
def test_what_is_over_by_then_is_not_told(cast: Cast) -> None:
    invoice_id = soon(cast)
    raised(cast)
    settled(cast, invoice_id)
    ended(cast)
    assert Mornings().turn(MORNING) == 0


@pytest.mark.req(168)
def test_the_hour_is_where_they_are_and_a_late_worker_makes_up_for_it(cast: Cast, settings: Any) -> None:
    person(cast, "fay", timezone="America/New_York")
    soon(cast)
    raised(cast)
    mornings = Mornings()
    assert (mornings.turn(MORNING), set(mailed(cast))) == (1, {"petra"})
    assert mornings.turn(MORNING + timedelta(hours=5)) == 0
    assert mornings.turn(MORNING + timedelta(hours=6)) == 1
    settings.COUNTERFOIL_DIGEST_HOUR = 18
    soon(cast, number="R-2")
    raised(cast, MORNING + timedelta(hours=7))
    assert mornings.turn(MORNING + DAY) == 0
    assert Mornings().turn(MORNING + DAY + timedelta(hours=14)) == 1, "Petra's evening is long past, Fay's is not yet"


@pytest.mark.req(168)
def test_in_their_language_and_hand(cast: Cast) -> None:
    person(cast, "fay", language="de", locale="de_AT")
    soon(cast)
    raised(cast)
    Mornings().turn(MORNING)
    said = mailed(cast)["fay"]
    assert said.subject == "Acme Studio: 1 neue Hinweise zu Ihren Bestellungen"
    assert "wird am 04.03.2026 fällig: 1.000,00 EUR sind zu zahlen." in said.text.replace("\xa0", ".")
    assert said.html.startswith('<!doctype html>\n<html lang="de">')
    assert "is due on Mar 4, 2026" in mailed(cast)["petra"].text


@pytest.mark.req(168)
def test_nobody_is_told_of_what_they_did_or_do_not_see_or_do_not_want(cast: Cast) -> None:
    soon(cast)
    raised(cast, caused_by_id=cast.petra.id)
    wanted = [Wanted(kind="due", on_desk=True, by_mail=False)]
    actions.set_preferences(by=cast.fay, at=NOW, wanted=wanted)
    assert (Mornings().turn(MORNING), mailed(cast)) == (0, {})


@pytest.mark.req(168)
def test_who_has_left_is_told_nothing_even_if_their_mail_was_written(cast: Cast, inbox: Inbox) -> None:
    soon(cast)
    raised(cast)
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.petra.id, reason="Left us")
    assert Mornings().turn(MORNING) == 1
    deactivate_member(by=cast.olga, at=MORNING, member_id=cast.fay.id, reason="Left us")
    deliver(lambda: MORNING)
    assert (mailed(cast)["fay"].state, inbox.mails) == ("cancelled", [])


@pytest.mark.req(168)
def test_a_worker_that_dies_between_tells_nobody_twice(cast: Cast, monkeypatch: Any) -> None:
    """The first mail is written and the second is not: run again, each is written once."""
    soon(cast)
    raised(cast)
    whole, told = actions.tell, []

    def dies(**given: Any) -> Any:
        if told:
            raise RuntimeError("killed")
        told.append(given["member_id"])
        return whole(**given)

    with monkeypatch.context() as patched:
        patched.setattr(digests.actions, "tell", dies)
        Mornings().turn(MORNING)
    assert how_many(cast) == 1
    assert Mornings().turn(MORNING + timedelta(minutes=1)) == 1
    assert how_many(cast) == 2


def test_of_many_the_first_are_named_and_the_others_counted(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(digests, "MOST_LINES", 2)
    for number in ("R-1", "R-2", "R-3"):
        soon(cast, number=number)
    raised(cast)
    Mornings().turn(MORNING)
    said = mailed(cast)["fay"]
    assert said.subject == "Acme Studio: 3 new on your orders"
    assert f"And 1 more. All of them are on your desk:\n{SITE}/" in said.text
    assert "R-2" in said.text and "R-3" not in said.text


def test_a_mail_holds_as_many_as_are_named_however_long_they_are_called(cast: Cast) -> None:
    long = ContractorChanges(name="Ü<" * 90)
    change_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, changes=long)
    for _ in range(digests.MOST_LINES + 1):
        unsent(cast)
    raised(cast, NOW + 3 * DAY)
    Mornings().turn(MORNING + 3 * DAY)
    said = mailed(cast)["iris"]
    assert "And 1 more." in said.text and len(said.html) > 10_000


def test_what_was_typed_is_escaped(cast: Cast) -> None:
    unsent(cast, title="<b>Bold</b>")
    raised(cast, NOW + 3 * DAY)
    person(cast, "iris", locale="nowhere")
    Mornings().turn(MORNING + 3 * DAY)
    assert "<b>" not in mailed(cast)["iris"].html


def test_without_an_address_of_the_site_nothing_is_written(cast: Cast, settings: Any) -> None:
    settings.COUNTERFOIL_SENDS_MAIL = False
    soon(cast)
    raised(cast)
    assert Mornings().turn(MORNING) == 0
    with scope.reading(cast.company_id):
        assert not Digest.objects.exists()
