"""Real threads with connections of their own, let loose together, each lingering a moment before it commits."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import Any
from unittest.mock import patch

from django.db import connection

from counterfoil.foundation.kernel.refusals import Refused, Stale
from counterfoil.foundation.trail import action
from counterfoil.foundation.trail.models import Entry

Call = Callable[[], Any]
LINGER = 0.12
_HEAD_START = LINGER / 3


def race(*calls: Call, head_start: bool = False, linger: float = LINGER) -> list[Any]:
    """What each call answered, or the Refused or Stale it ended in; any other exception is raised here.

    With `head_start` each call begins a moment after the one before it.
    """
    outcomes: list[Any] = [None] * len(calls)
    start = Barrier(len(calls))

    def run(place: int, call: Call) -> None:
        try:
            start.wait(timeout=10)
            time.sleep(place * _HEAD_START if head_start else 0)
            outcomes[place] = call()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    with _lingering(linger):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads), "somebody waits forever"
    for outcome in outcomes:
        if isinstance(outcome, Exception) and not isinstance(outcome, Refused | Stale):
            raise outcome
    return outcomes


def done(outcomes: list[Any]) -> list[Any]:
    """The answers of those who came through."""
    return [outcome for outcome in outcomes if not isinstance(outcome, Exception)]


def refused(outcomes: list[Any]) -> list[str]:
    """The reasons' keys of those who did not."""
    return [reason.key for outcome in outcomes if isinstance(outcome, Refused) for reason in outcome.reasons]


@contextmanager
def _lingering(seconds: float) -> Iterator[None]:
    """Every verb waits between its changes and its commit, so that two always meet."""
    add_row = action.add_row

    def late(entry: Entry) -> None:
        time.sleep(seconds)
        add_row(entry)

    with patch.object(action, "add_row", late):
        yield
