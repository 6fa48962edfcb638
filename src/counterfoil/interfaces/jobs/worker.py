"""The worker process: lays seals, lets followers catch up, sweeps the store, until it is told to stop."""

import logging
import os
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from counterfoil.foundation.companies.queries import all_companies
from counterfoil.foundation.documents.sweeping import sweep
from counterfoil.foundation.kernel.outages import is_outage, pass_over

from . import batches, bounces
from .alerts import Hourly
from .containing import contained, seldom
from .digests import Mornings
from .follow import BATCH, Follower
from .mail_rounds import Rounds
from .rates import FetchedRates
from .rematching import NewDay

log = logging.getLogger(__name__)

PAUSE = 0.2
"""How long a job waits, in seconds, until it looks again. What has come meanwhile costs hardly more than one of it."""
SECOND, MINUTE, HOUR = 1.0, 60.0, 3600.0
_LEAST_URGENT = 15


def seal() -> int:
    """Give every committed entry its position. Returns how many were sealed; tells of a company that can't be."""
    with connection.cursor() as cursor:
        cursor.connection.add_notice_handler(_told_by_the_database)
        try:
            cursor.execute("SELECT seal_next()")
            return cursor.fetchone()[0]
        finally:
            cursor.connection.remove_notice_handler(_told_by_the_database)


def _told_by_the_database(notice: Any) -> None:
    if seldom(notice.message_primary):
        log.error("%s; the others go on", notice.message_primary)


def swept(at: datetime) -> int:
    """Remove every company's files that no row names and that are a day old. Returns how many went."""
    return sum(contained("the sweep", sweep, company_id, at) for company_id, _slug, _sealed in all_companies())


def run(stop: threading.Event) -> None:
    """Seal, follow and begin new days side by side, so that slow work never delays a seal, until `stop` is set."""
    follower, days, rates, mail = Follower(), NewDay(), FetchedRates(), Rounds(stop)
    hours, mornings = Hourly(), Mornings()
    jobs = [
        _repeat("seals", seal, stop, PAUSE),
        _repeat("followers", lambda: follower.catch_up(timezone.now()), stop, PAUSE, yielding=True),
        _repeat("batches", lambda: batches.work_off(timezone.now), stop, PAUSE, yielding=True),
        _repeat("mail", lambda: mail.go_on(timezone.now), stop, SECOND, yielding=True),
        _repeat("bounces", lambda: bounces.read(timezone.now), stop, MINUTE, yielding=True),
        _repeat("files", lambda: swept(timezone.now()), stop, HOUR, yielding=True),
        _repeat("rates", lambda: rates.take_in(timezone.now()), stop, MINUTE, yielding=True),
        _repeat("alerts", lambda: hours.turn(timezone.now()), stop, MINUTE, yielding=True),
        _repeat("digests", lambda: mornings.turn(timezone.now()), stop, MINUTE, yielding=True),
        _repeat("days", lambda: days.turn(timezone.now()), stop, MINUTE, yielding=True),
    ]
    for thread in jobs:
        thread.start()
    for thread in jobs:
        thread.join()
    mail.rest()


def _repeat(
    name: str, job: Callable[[], int], stop: threading.Event, pause: float, *, yielding: bool = False
) -> threading.Thread:
    return threading.Thread(target=_loop, args=(name, job, stop, pause, yielding), name=name, daemon=True)


def _loop(name: str, job: Callable[[], int], stop: threading.Event, pause: float, yielding: bool) -> None:
    """Pause, but for where more waits than was done at once. Whatever fails is tried again: a job that ended would be missed
    late."""
    if yielding and sys.platform == "linux":
        # Of this thread alone: rendering documents takes no processor from whoever waits for an answer.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LEAST_URGENT)
    while not stop.is_set():
        done = 0
        try:
            done = job()
        except Exception as error:
            if is_outage(error):
                pass_over(error, name)
            else:
                log.exception("%s failed; trying again", name)
            connection.close()
            stop.wait(1)
        if done < BATCH:
            stop.wait(pause)
    connection.close()
