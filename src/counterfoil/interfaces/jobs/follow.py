"""Reading the sealed trail on behalf of each follower: every entry once, in order, and again after a crash.

Work must bear being done twice: the cursor moves on after it, in a transaction of its own.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from counterfoil.foundation.companies.queries import all_companies
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.outages import is_outage, pass_over
from counterfoil.foundation.kernel.prepared import Prepared, keep_row
from counterfoil.foundation.trail.models import Cursor, Entry, Parked, Position

from .batch import Batch
from .containing import contained
from .reactions import FOLLOWERS, REACTIONS, verbs_of

log = logging.getLogger(__name__)

BATCH = 200
MOST_ATTEMPTS = 6


class Follower:
    """Follows every company's trail; remembers how far, so that a quiet company costs nothing."""

    def __init__(self) -> None:
        self.reached: dict[tuple[UUID, str], int] = {}

    def catch_up(self, at: datetime) -> int:
        """Work off what was sealed since the last time. Returns how many entries were passed."""
        return sum(
            contained(follower, self._follow, company_id, follower, at)
            for company_id, _slug, sealed in all_companies()
            for follower in FOLLOWERS
            if self.reached.get((company_id, follower), 0) < sealed
        )

    def _follow(self, company_id: UUID, follower: str, at: datetime) -> int:
        read = _next(company_id, follower)
        cursor, start = read.cursor, read.cursor.position
        if cursor.retry_at and at < cursor.retry_at:
            return 0
        works = [(entry, REACTIONS[entry.verb][follower]) for _position, entry in read.entries]
        batch = Batch(company_id, at, [(entry, getattr(work, "find", None)) for entry, work in works])
        for (position, _entry), (entry, work) in zip(read.entries, works, strict=True):
            if not _work(cursor, position, partial(work, entry, batch), at):
                break
        else:
            cursor.position = read.last
        if cursor.position > start:
            _remember(cursor)
        if cursor.position == read.last and read.is_all:
            self.reached[company_id, follower] = cursor.position
        return int(cursor.position - start)


@dataclass(frozen=True)
class _Read:
    """What comes next for a follower: the entries of its own verbs up to the `last` position, and whether that is all."""

    cursor: Cursor
    entries: list[tuple[int, Entry]]
    last: int
    is_all: bool


def _next(company_id: UUID, follower: str) -> _Read:
    """Entries of other verbs, and refusals, are passed by without being read."""
    with scope.bookkeeping(company_id):
        found = _CURSOR(company_id=company_id, follower=follower)
        cursor = found[0] if found else Cursor.objects.get_or_create(company_id=company_id, follower=follower)[0]
        places = [place for (place,) in _PLACES(company_id=company_id, position=cursor.position)]
        last = places[-1] if places else cursor.position
        entries = _own(verbs_of(follower))(company_id=company_id, after=cursor.position, last=last)
    return _Read(cursor, [(entry.position, entry) for entry in entries], last, len(places) < BATCH)


def _work(cursor: Cursor, position: int, work: Callable[[], None], at: datetime) -> bool:
    """Do the follower's work for one entry. False when it is to be tried again later."""
    try:
        work()
    except Exception as error:  # whatever it is, the follower must neither die nor lose it
        _tell(cursor, position, error)
        return _failed(cursor, position, error, at)
    cursor.position, cursor.attempts, cursor.retry_at = position, 0, None
    return True


def _tell(cursor: Cursor, position: int, error: Exception) -> None:
    where = f"{cursor.follower} at position {position} of company {cursor.company_id}"
    if is_outage(error):
        pass_over(error, where)
    else:
        log.error("%s failed", where, exc_info=error)


def _failed(cursor: Cursor, position: int, error: Exception, at: datetime) -> bool:
    """Try again with growing pauses; after the last attempt park the entry and go on. An outage is waited for."""
    cursor.attempts = min(cursor.attempts + 1, MOST_ATTEMPTS - 1) if is_outage(error) else cursor.attempts + 1
    if cursor.attempts < MOST_ATTEMPTS:
        cursor.retry_at = at + timedelta(seconds=2**cursor.attempts)
        _remember(cursor)
        return False
    with scope.bookkeeping(cursor.company_id):
        Parked.objects.create(
            company_id=cursor.company_id, follower=cursor.follower, position=position, error=repr(error), at=at
        )
    cursor.position, cursor.attempts, cursor.retry_at = position, 0, None
    return True


def _remember(cursor: Cursor) -> None:
    with scope.bookkeeping(cursor.company_id):
        keep_row(cursor)


def _places(company_id: UUID, position: int) -> Any:
    after = Position.objects.within(company_id).filter(position__gt=position)
    return after.order_by("position").values_list("position")[:BATCH]


@cache
def _own(verbs: tuple[str, ...]) -> Prepared[Any]:
    """The entries of these verbs between two positions, each with its own."""
    place = Position.objects.filter(company_id=OuterRef("company_id"), entry_id=OuterRef("id")).values("position")

    def entries(company_id: UUID, after: int, last: int) -> Any:
        sealed = Position.objects.within(company_id).filter(position__gt=after, position__lte=last)
        own = Entry.objects.within(company_id).filter(
            id__in=sealed.values("entry_id"), verb__in=verbs, outcome=Entry.DONE
        )
        return own.annotate(position=Subquery(place)).order_by("position")

    return Prepared(entries)


_CURSOR = Prepared[Cursor](lambda **ids: Cursor.objects.filter(**ids))
_PLACES = Prepared[tuple[int]](_places)
