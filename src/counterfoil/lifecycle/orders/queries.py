"""Which orders a member sees, and what one order says. Reads only; every one takes `by`."""

from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, MANAGER, SEES_EVERY_ORDER

from .models import Order, Revision, RevisionLine

MOST_FOUND = 500


def visible(by: Member) -> QuerySet[Order]:
    """The orders that this member may see. Another company's, or another team's, are simply not there."""
    orders: QuerySet[Order] = Order.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER or _manages_everything(by):
        return orders
    mine = Q(requester_id=by.id) | Q(team_id__in=by.team_ids)
    if CONTRACTOR in by.roles:
        mine |= Q(contractor__member_id=by.id, state="issued")
    return orders.filter(mine)


def locked(by: Member, order_id: UUID) -> Order:
    """The order, locked, with contractor and engagement. Raises NotFound."""
    orders = visible(by).select_related("contractor", "engagement", "approval")
    return orders.locked(order_id)  # type: ignore[attr-defined, no-any-return]


def said(order: Order) -> tuple[Revision, list[RevisionLine]]:
    """The revision that stands, and its lines in order."""
    revision = Revision.objects.within(order.company_id).get(order_id=order.id, number=order.revision_number)
    lines = RevisionLine.objects.within(order.company_id).filter(order_id=order.id, revision_id=revision.id)
    return revision, list(lines.select_related("line").order_by("line__position"))


def matching(by: Member, text: str) -> QuerySet[Order]:
    """The visible orders in whose number, code, title or contractor a text occurs, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT find_orders(%s, %s)", [text, MOST_FOUND])
        found = [row[0] for row in cursor.fetchall()]
    return visible(by).filter(id__in=found)


def _manages_everything(by: Member) -> bool:
    return any(right.role == MANAGER and right.team_id is None for right in by.rights.all())
