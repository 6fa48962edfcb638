"""A mail server that is slow, or never answers, keeps no other company's mail; an attempt as a whole has its time."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from counterfoil.foundation.companies.actions.members import invite_member
from counterfoil.foundation.mail import actions as mail
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.interfaces.jobs.mail_rounds import Rounds

from ...actions.test_member_invite import invitation
from ...cast import NOW, Cast
from ...mailing import ADDRESS, deliver, message_of, recipients_of, sent, states_of
from ...smtp import Inbox, configured, serving, silent
from .test_follow import settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    """A mail server that is configured."""
    with serving() as found:
        configured(settings, found.port)
        yield found


@pytest.fixture
def rounds() -> Iterator[Rounds]:
    """The job that mails; what it has begun ends with the test."""
    stop = threading.Event()
    found = Rounds(stop)
    yield found
    stop.set()
    found.rest()


def until(holds: Any, seconds: float) -> bool:
    """Whether it holds before so many seconds are over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


def elsewhere(cast: Cast) -> None:
    """A mail of another company waits."""
    made = invite_member(by=cast.mallory, at=NOW, invitation=invitation(email="nora@other.example"))
    mail.send_invitation(by=cast.mallory, at=NOW, member_id=UUID(made["id"]))


def go_on(rounds: Rounds) -> None:
    settle(Follower(), NOW)
    rounds.go_on(lambda: NOW)


def test_a_server_that_never_answers_one_company_keeps_no_other(
    cast: Cast, settings: Any, rounds: Rounds, inbox: Inbox
) -> None:
    mail_id = sent(cast)
    with silent() as port:
        configured(settings, port, EMAIL_TIMEOUT=60)
        go_on(rounds)
        assert until(lambda: message_of(cast, mail_id).state == "sending", 30)
        configured(settings, inbox.port)
        elsewhere(cast)
        go_on(rounds)
        assert until(lambda: len(inbox.mails) == 1, 30)
        assert inbox.read()["To"] == "nora@other.example"
        assert message_of(cast, mail_id).state == "sending", "it is still asked"


def test_a_company_has_one_turn_at_a_time_and_nobody_has_a_mail_twice(cast: Cast, rounds: Rounds, inbox: Inbox) -> None:
    inbox.slow[ADDRESS] = 0.5
    mail_id = sent(cast)
    for _again in range(5):
        go_on(rounds)
    assert until(lambda: message_of(cast, mail_id).state == "sent", 30)
    go_on(rounds)
    rounds.rest()
    assert len(inbox.mails) == 1


def test_a_server_that_answers_but_takes_all_day_is_hung_up_on(cast: Cast, settings: Any, inbox: Inbox) -> None:
    """Each answer comes within its time, and all of them together do not."""
    configured(settings, inbox.port, EMAIL_TIMEOUT=1)
    many = [f"one{place}@studio.example" for place in range(10)]
    inbox.slow = dict.fromkeys(many, 0.7)
    mail_id = sent(cast, *many)
    settle(Follower(), NOW)
    began = time.monotonic()
    assert deliver(lambda: NOW) == 1
    assert time.monotonic() - began < 6
    assert set(states_of(cast, mail_id)) == {"waiting"} and message_of(cast, mail_id).state == "waiting"
    inbox.slow.clear()
    deliver(lambda: NOW + timedelta(minutes=5))
    assert {one.state for one in recipients_of(cast, mail_id)} == {"accepted"} and len(inbox.mails) == 1


def test_once_the_server_is_away_the_other_mails_of_that_round_are_not_tried(cast: Cast, settings: Any) -> None:
    with silent() as port:
        configured(settings, port, EMAIL_TIMEOUT=1)
        first = sent(cast)
        second = sent(cast, order_id=message_of(cast, first).order_id, again=True)
        settle(Follower(), NOW)
        assert deliver(lambda: NOW) == 1
    assert [message_of(cast, one).attempts for one in (first, second)] == [1, 0]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    connections.close_all()
