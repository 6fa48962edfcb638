"""What contractors ask for: which of their engagements want an order, and what was asked for. Reads only, by `by`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, Subquery, Sum

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import MANAGER, SEES_EVERY_ORDER, works_here
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.engagements.models import Engagement

from . import queries as orders
from .models import WHYS, Order, Wish


@dataclass(frozen=True)
class Wanted:
    """Why an engagement wants an order, and the order that lapses, if there is one."""

    why: str
    lapsing: UUID | None

    @property
    def words(self) -> Any:
        """Why, in words."""
        return WHYS[self.why]


def wanted(company_id: UUID, engagement_id: UUID, today: date) -> Wanted | None:
    """Whether an engagement wants an order on a day: none stands, or each that does runs out."""
    return wanted_of_all(company_id, [engagement_id], today).get(engagement_id)


def wanted_of_all(company_id: UUID, engagement_ids: Sequence[UUID], today: date) -> dict[UUID, Wanted]:
    """The same of several at once; those that want none are left out."""
    if not engagement_ids:
        return {}
    with connection.cursor() as cursor:
        sql = "SELECT e, w.why, w.lapsing FROM unnest(%s::uuid[]) AS e CROSS JOIN LATERAL order_wanted(%s, e, %s) AS w"
        cursor.execute(sql, [list(engagement_ids), company_id, today])
        return {found: Wanted(why, lapsing) for found, why, lapsing in cursor.fetchall() if why}


def own_engagements(by: Member) -> Rows:
    """The engagements of which this member is the contractor, those that are not archived."""
    engagements: Rows = Engagement.objects.within(by.company_id)
    return engagements.filter(contractor__member_id=by.id, archived_at__isnull=True)


@dataclass(frozen=True)
class Wanting:
    """An engagement of a contractor's that wants an order, and what they asked for and waits, if they did."""

    engagement: Engagement
    wanted: Wanted
    waiting: Wish | None


def wanting(by: Member, today: date) -> list[Wanting]:
    """Which of a contractor's engagements that have not ended want an order, by title."""
    running = own_engagements(by).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)).order_by("title", "id")
    own = {one.id: one for one in running}
    found = wanted_of_all(by.company_id, list(own), today)
    waits = Wish.objects.within(by.company_id).filter(engagement_id__in=found, state="open") if found else ()
    waiting = {one.engagement_id: one for one in waits}
    return [Wanting(one, found[one.id], waiting.get(one.id)) for one in own.values() if one.id in found]


def waited_for(order: Order) -> int | None:
    """For how many days its contractor had asked before it came to stand; none where nobody did."""
    met = Wish.objects.within(order.company_id).filter(met_by_id=order.id)
    days: int | None = met.aggregate(days=Sum("days"))["days"]
    return days


def visible(by: Member) -> Rows:
    """What was asked for and this member may see: of their teams; for a contractor, their own. Each with what they see of the
    orders that it names."""
    wishes: Rows = Wish.objects.within(by.company_id).annotate(
        seen_met_by=_seen(by, "met_by_id"),
        seen_number=_seen(by, "met_by_id", "number"),
        seen_lapsing=_seen(by, "lapsing_id"),
    )
    if not works_here(by.roles):
        return wishes.filter(engagement__contractor__member_id=by.id)
    manages = any(right.role == MANAGER and right.team_id is None for right in by.rights.all())
    if manages or by.roles & SEES_EVERY_ORDER:
        return wishes
    return wishes.filter(engagement__team_id__in=by.team_ids)


def _seen(by: Member, named: str, column: str = "id") -> Subquery:
    """Of an order that is named, what this member sees of it: nothing of one that they may not use (R9)."""
    return Subquery(orders.visible(by).filter(id=OuterRef(named)).values(column)[:1])


def of_engagement(by: Member, engagement_id: UUID) -> list[Wish]:
    """What was asked for an engagement, the newest first."""
    rows = visible(by).filter(engagement_id=engagement_id)
    return list(rows.select_related("asked_by", "answered_by", "met_by", "lapsing").order_by("-asked_at", "-id"))


def open_wish(company_id: UUID, engagement_id: UUID) -> Wish | None:
    """What waits for an order of an engagement now, if somebody asked."""
    found: Wish | None = Wish.objects.within(company_id).filter(engagement_id=engagement_id, state="open").first()
    return found
