"""Under load followers work in batches: they pause between them, and what is the same for a batch is read once for it."""

import threading
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Entry, Parked, Position
from counterfoil.interfaces.jobs import batch, reactions, worker
from counterfoil.interfaces.jobs.batch import Batch
from counterfoil.interfaces.jobs.follow import BATCH, MOST_ATTEMPTS, Follower
from counterfoil.interfaces.jobs.rematching import Rematch, for_order
from counterfoil.interfaces.jobs.worker import seal

from ...cast import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def only_looking_again(monkeypatch: pytest.MonkeyPatch, work: reactions.Work) -> None:
    """Nothing follows but that, and from an issued order alone."""
    for verb in reactions.REACTIONS:
        monkeypatch.setitem(reactions.REACTIONS, verb, {})
    monkeypatch.setitem(reactions.REACTIONS, "order.issue", {"rematch": work})


def transactions(cast: Cast, orders: int) -> int:
    """How many it takes to follow so many issued orders."""
    follower = Follower()
    while seal() or follower.catch_up(NOW):
        continue
    for _number in range(orders):
        cast.issued()
    seal()
    with CaptureQueriesContext(connection) as asked:
        assert follower.catch_up(NOW) >= orders
    return sum("set_config" in one["sql"] for one in asked.captured_queries)


def test_what_waits_is_asked_in_one_transaction_for_a_whole_batch(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    only_looking_again(monkeypatch, Rematch(for_order))
    assert transactions(cast, 1) == transactions(cast, 4)


def test_the_companys_own_member_is_read_once_for_a_batch(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    own = batch.system_member
    monkeypatch.setattr(batch, "system_member", lambda company_id: (read.append(company_id), own(company_id))[1])

    def work(_entry: Entry, given: Batch) -> None:
        assert given.member.is_system

    only_looking_again(monkeypatch, work)
    transactions(cast, 4)
    assert read == [cast.company_id]


def test_an_entry_of_which_nothing_can_be_asked_is_parked_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first, broken, last = cast.issued(), cast.issued(), cast.issued()
    asked: list[UUID | None] = []

    def find(entry: Entry) -> list[UUID]:
        if entry.order_id == broken:
            raise ValueError("no")
        asked.append(entry.order_id)
        return []

    only_looking_again(monkeypatch, Rematch(find))
    seal()
    follower, at = Follower(), NOW
    for _attempt in range(MOST_ATTEMPTS + 1):
        follower.catch_up(at)
        at += timedelta(minutes=2)
    assert {first, last} <= set(asked)
    with scope.reading(cast.company_id):
        parked = Parked.objects.get()
        place = Position.objects.get(position=parked.position)
        assert Entry.objects.get(id=place.entry_id).order_id == broken


@pytest.mark.parametrize(("done", "least", "most"), [(0, 1, 5), (1, 1, 5), (BATCH, 20, 10**9)])
def test_a_job_pauses_unless_more_waits_than_it_does_at_once(done: int, least: int, most: int) -> None:
    turns, stop = 0, threading.Event()

    def job() -> int:
        nonlocal turns
        turns += 1
        return done

    working: Any = worker._repeat("test", job, stop, 0.1)
    working.start()
    time.sleep(0.3)
    stop.set()
    working.join(10)
    assert least <= turns <= most
