"""The worker outlives whatever fails: an outage is waited for, and nothing is given up because of one."""

import errno
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import InterfaceError, OperationalError

from counterfoil.foundation.documents import store
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Cursor, Entry, Parked
from counterfoil.interfaces.jobs import reactions, rematching, worker
from counterfoil.interfaces.jobs.follow import MOST_ATTEMPTS, Follower
from counterfoil.interfaces.jobs.rematching import NewDay
from counterfoil.interfaces.jobs.worker import seal

from ...cast import NOW, Cast

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("error", [OperationalError("away"), InterfaceError("closed"), ValueError("no")], ids=repr)
@pytest.mark.django_db(transaction=True)
def test_a_job_that_failed_is_done_again(monkeypatch: Any, error: Exception) -> None:
    stop, tried = threading.Event(), []

    def job() -> int:
        tried.append(True)
        if len(tried) == 1:
            raise error
        stop.set()
        return 0

    monkeypatch.setattr(worker, "seal", job)
    working = threading.Thread(target=worker.run, args=(stop,))
    working.start()
    working.join(20)
    stop.set()
    assert len(tried) == 2


def _failing(error: Exception, times: int) -> Callable[..., None]:
    left = [error] * times

    def work(*_given: Any) -> None:
        if left:
            raise left.pop()

    return work


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_parks_nothing_however_long_it_lasts(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setitem(reactions.REACTIONS, "order.issue", {"order_pdf": _failing(FULL, MOST_ATTEMPTS * 3)})
    cast.issued()
    seal()
    follower, at = Follower(), NOW
    for _attempt in range(MOST_ATTEMPTS * 3 + 1):
        follower.catch_up(at)
        at += timedelta(minutes=2)
    with scope.reading(cast.company_id):
        assert not Parked.objects.exists()
        last = Entry.objects.filter(verb="order.issue").count()
        assert last == 1 and Cursor.objects.get(follower="order_pdf").attempts == 0


@pytest.mark.django_db(transaction=True)
def test_a_new_day_that_met_an_outage_is_begun_again(cast: Cast, monkeypatch: Any) -> None:
    looked: list[Any] = []

    def match(*, invoice_id: Any, at: datetime, **_given: Any) -> None:
        looked.append(invoice_id)
        if len(looked) == 1:
            raise OperationalError("away")

    monkeypatch.setattr(rematching.queries, "waiting_for_a_day", lambda _company: [cast.company_id])
    monkeypatch.setattr(rematching.actions, "match", match)
    days = NewDay()
    with pytest.raises(OperationalError):
        days.turn(NOW)
    assert days.turn(NOW) >= 1
    assert len(looked) >= 2


def test_what_could_not_be_written_whole_is_removed(tmp_path: Path, settings: Any, monkeypatch: Any) -> None:
    def full(_handle: int) -> None:
        raise FULL

    settings.COUNTERFOIL_DOCUMENTS = str(tmp_path)
    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        store.keep(uuid4(), b"a page")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
