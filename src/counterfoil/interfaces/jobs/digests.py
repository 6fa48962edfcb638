"""One mail a person a day, at a set hour where they are, of what is new for them; none where nothing is.

What was raised until that hour is told then, however late the worker comes to it; what is raised later waits for the next day.
Whom a mail was written for is a row of that day: a worker that dies, or a second one, tells nobody twice.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.companies.queries import all_companies, system_member, with_hands
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.mail import queries as mail
from counterfoil.lifecycle.alerts import actions, queries
from counterfoil.lifecycle.alerts.kinds import KINDS, ToldAlert
from counterfoil.lifecycle.alerts.models import Digest

from .containing import contained
from .digest_mail import News, written_to

log = logging.getLogger(__name__)

MOST_LINES = 50
"""So many alerts are named in one mail; of more it says how many they are."""
_A_QUARTER = timedelta(minutes=15)
"""No zone begins its hours otherwise than by quarters."""


@dataclass(frozen=True)
class Due:
    """A person whose hour has come: their day, and the moment until which it counts."""

    member: Member
    day: date
    until: datetime


class Mornings:
    """Tells people what is new. Who had nothing new this day is not looked at again on it."""

    def __init__(self) -> None:
        self._looked: dict[UUID, datetime] = {}
        self._done: dict[UUID, date] = {}

    def turn(self, at: datetime) -> int:
        """Write the mails of everybody whose hour has come. Returns how many."""
        if not mail.links_stand():
            return 0
        companies = [company_id for company_id, _slug, _sealed in all_companies()]
        return sum(contained("digests", self._turn, company_id, at) for company_id in companies)

    def _turn(self, company_id: UUID, at: datetime) -> int:
        quarter = at - (at - datetime.min.replace(tzinfo=at.tzinfo)) % _A_QUARTER
        if self._looked.get(company_id) == quarter:
            return 0
        by, written = system_member(company_id), 0
        with scope.reading(company_id):
            waiting = [one for one in _due(by, at) if self._done.get(one.member.id) != one.day]
        for one in waiting:
            written += contained(f"the digest of {one.member.id}", partial(self._tell, by, one, at), company_id)
        self._looked[company_id] = quarter
        return written

    def _tell(self, by: Member, due: Due, at: datetime, company_id: UUID) -> int:
        """Write one mail, where anything in it is new. Whoever else has written it meanwhile was first."""
        with scope.reading(company_id):
            through = queries.last_before(company_id, due.until)
            news = _news(due.member, queries.told_through(company_id, due.member.id), through)
        if news.number:
            words = written_to(due.member, news)
            try:
                actions.tell(by=by, at=at, member_id=due.member.id, day=due.day, through=through, **words)
            except Refused as refused:
                log.info("%s is told nothing by mail: %s", due.member.id, refused)
                news = News((), 0)
        self._done[due.member.id] = due.day
        return int(bool(news.number))


def _due(by: Member, at: datetime) -> list[Due]:
    """The people who work here, whose hour has come, and since whose last mail anything was raised. Called inside a scope."""
    last = queries.last_before(by.company_id, at)
    told = Digest.objects.filter(company_id=OuterRef("company_id"), member_id=OuterRef("id")).order_by()
    through = Subquery(told.values("member_id").annotate(last=Max("through")).values("last"))
    here: QuerySet[Member] = Member.objects.within(by.company_id).filter(
        state=Member.ACTIVE, service=False, user__is_active=True
    )
    behind = here.annotate(through=through).filter(Q(through=None) | Q(through__lt=last)) if last else here.none()
    found = with_hands(by, behind.select_related("user", "company").prefetch_related("rights"))
    hours = [_hour(member, at) for member in found.values() if works_here(member.roles)]
    return [one for one in hours if one.until <= at]


def _hour(member: Member, at: datetime) -> Due:
    """When a person is told on the day that it is where they are."""
    zone = ZoneInfo((member.user.timezone if member.user else "") or member.company.timezone)
    day = at.astimezone(zone).date()
    return Due(member, day, datetime.combine(day, time(settings.COUNTERFOIL_DIGEST_HOUR), zone))


def _news(member: Member, after: int, through: int) -> News:
    new = queries.told_to(member, queries.BY_MAIL).filter(number__gt=after, number__lte=through)
    rows = queries.with_names(new).order_by("day", "number")
    lines: Sequence[ToldAlert] = [ToldAlert(one) for one in rows[:MOST_LINES]]
    more = new.count() if len(lines) == MOST_LINES else len(lines)
    order = list(KINDS)
    return News(sorted(lines, key=lambda one: order.index(one.alert.kind)), more)
