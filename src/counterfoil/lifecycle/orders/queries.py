"""Which orders a member sees, and what one order says. Reads only; every one takes `by`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, MANAGER, SEES_EVERY_ORDER
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.parties.holds import Hold
from counterfoil.foundation.parties.queries import holds_on as holds_on_contractor
from counterfoil.foundation.trail.models import Entry, Position

from .models import Order, OrderHold, OrderLine, Revision, RevisionLine
from .numbers import normal

MOST_FOUND = 500
WINDOW = 1_000
"""How many sealed positions one look at the changes reads."""


@dataclass(frozen=True)
class Wanted:
    """Which of the visible orders are wanted; what is not named does not narrow."""

    state: str | None = None
    contractor_id: UUID | None = None
    number: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Changes:
    """Orders as they are now, in the order in which they were changed; all before `position` have been given."""

    orders: Sequence[Order]
    position: int
    more: bool


def visible(by: Member) -> Rows:
    """The orders that this member may see. Another company's, or another team's, are simply not there."""
    orders: Rows = Order.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER or _manages_everything(by):
        return orders
    mine = Q(requester_id=by.id) | Q(team_id__in=by.team_ids)
    if CONTRACTOR in by.roles:
        mine |= Q(contractor__member_id=by.id, number__isnull=False)
    return orders.filter(mine)


def locked(by: Member, order_id: UUID) -> Order:
    """The order, locked, with contractor, engagement and approval. Raises NotFound.

    It is locked alone and read afterwards: rows joined to a row that was waited for are as old as the wait.
    """
    Order.objects.within(by.company_id).locked(order_id)
    orders = visible(by).select_related("contractor", "engagement", "approval", "replaces")
    return orders.one(order_id)


def said(order: Order) -> tuple[Revision, list[RevisionLine]]:
    """The revision that stands, and its lines in order."""
    revision = Revision.objects.within(order.company_id).get(order_id=order.id, number=order.revision_number)
    lines = RevisionLine.objects.within(order.company_id).filter(order_id=order.id, revision_id=revision.id)
    return revision, list(lines.select_related("line").order_by("line__position"))


def locked_lines(order: Order) -> tuple[Revision, list[RevisionLine]]:
    """As `said`, with each line's identity and balances locked, by id. The order is locked already."""
    list(OrderLine.objects.within(order.company_id).filter(order_id=order.id).order_by("id").select_for_update())
    return said(order)


def holds_on(order: Order) -> list[Hold]:
    """The holds that stand on an order or on its contractor, with their owners."""
    own = OrderHold.objects.within(order.company_id).filter(order_id=order.id, state="standing")
    return [
        *holds_on_contractor(order.company_id, order.contractor_id),
        *own.select_related("owner").order_by("placed_at"),
    ]


def interested(order: Order) -> set[UUID]:
    """Who may not decide on an order: requester, everybody who wrote at its draft, the contractor's own member, and
    the requester of the order that it replaces."""
    written = Entry.objects.within(order.company_id).filter(order_id=order.id, outcome=Entry.DONE)
    people = set(written.filter(verb__in=("order.create", "order.change")).values_list("member_id", flat=True))
    people |= {order.requester_id, order.contractor.member_id}
    people.add(order.replaces.requester_id if order.replaces else None)
    return {person for person in people if person}


def matching(by: Member, text: str) -> QuerySet[Order]:
    """The visible orders in whose number, code, title or contractor a text occurs, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT find_orders(%s, %s)", [text, MOST_FOUND])
        found = [row[0] for row in cursor.fetchall()]
    return visible(by).filter(id__in=found)


def narrowed(by: Member, wanted: Wanted) -> QuerySet[Order]:
    """The visible orders that are wanted, with what a list shows of them. Two minters may have the same number."""
    rows = matching(by, wanted.text) if wanted.text else visible(by)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.contractor_id:
        rows = rows.filter(contractor_id=wanted.contractor_id)
    if wanted.number:
        rows = rows.filter(number_normal=normal(wanted.number))
    return rows.select_related("contractor", "engagement", "requester")


def standing(orders: Sequence[Order]) -> dict[UUID, Revision]:
    """The revision that stands, of each of these orders."""
    if not orders:
        return {}
    numbers = {order.id: order.revision_number for order in orders}
    revisions = Revision.objects.within(orders[0].company_id).filter(order_id__in=numbers)
    return {one.order_id: one for one in revisions if one.number == numbers[one.order_id]}


def sealed_position(by: Member, before: datetime | None = None) -> int:
    """The last sealed position of the company, or the last one that was sealed before a moment."""
    sealed = Position.objects.within(by.company_id)
    if before is not None:
        sealed = sealed.filter(at__lt=before)
    return sealed.order_by("-position").values_list("position", flat=True).first() or 0


def changed(by: Member, rows: QuerySet[Order], after: int, most: int) -> Changes:
    """Which of these orders were changed by what was sealed after a position. May repeat an order, never omits one."""
    sealed = Position.objects.within(by.company_id).filter(position__gt=after).order_by("position")
    window = list(sealed.values_list("entry_id", "position")[:WINDOW])
    places = dict(window)
    entries = Entry.objects.within(by.company_id).filter(id__in=places, outcome=Entry.DONE, order_id__isnull=False)
    last: dict[UUID, int] = {}
    for entry_id, order_id in entries.values_list("id", "order_id"):
        last[order_id] = max(last.get(order_id, 0), places[entry_id])
    orders = sorted(rows.filter(id__in=last), key=lambda order: last[order.id])
    if len(orders) > most:
        return Changes(orders[:most], last[orders[most - 1].id], True)
    return Changes(orders, window[-1][1] if window else after, len(window) == WINDOW)


def _manages_everything(by: Member) -> bool:
    return any(right.role == MANAGER and right.team_id is None for right in by.rights.all())
