"""Who may use a shared order: everybody, or, where it is restricted, who is named, alone or by their team (R8, R9)."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import FINANCE, ISSUER, MANAGER, OWNER
from counterfoil.foundation.kernel.tables import Rows

from .models import SHARED, Order, Permitted

LOOKS_AFTER = frozenset({OWNER, FINANCE, ISSUER})
"""Who may use every shared order."""
USING = ("order.share", "offer.choose_order", "jobpost.choose_order")
"""By which verbs one is used: a right that names none of them uses none."""


def usable(by: Member) -> Rows:
    """The shared orders that this member may use, whatever is left of them. The database says the same (`may_use`)."""
    shared: Rows = Order.objects.within(by.company_id).filter(kind=SHARED)
    roles = by.roles_for(*USING)
    if roles & LOOKS_AFTER:
        return shared
    return shared.filter(_open_to(by)) if MANAGER in roles else shared.none()


def may_use(by: Member, order_id: UUID) -> bool:
    """Whether this member may use one of them."""
    return bool(usable(by).filter(id=order_id).exists())


def shared_with(by: Member) -> Q:
    """Of orders: shared ones that they may use."""
    return Q(kind=SHARED) & _open_to(by)


def kept_from(by: Member) -> Q:
    """Of orders: restricted ones that they may not use, and what contracts have of those, but for their own requests."""
    restricted = Order.objects.filter(company_id=OuterRef("company_id"), restricted=True)
    itself = Q(id=OuterRef("id")) | Q(id=OuterRef("drawn_from_id"))
    return Q(Exists(restricted.filter(itself).exclude(_named(by)))) & ~Q(requester_id=by.id)


def permitted(order: Order) -> Rows:
    """Whom a restricted order names, those named last at the end."""
    rows: Rows = Permitted.objects.within(order.company_id).filter(order_id=order.id, live=True)
    return rows.select_related("member__user", "team").order_by("given_at", "id")


def _open_to(by: Member) -> Q:
    return Q(restricted=False) | _named(by)


def _named(by: Member) -> Q:
    teams = {right.team_id for right in by.rights.all() if right.role == MANAGER}
    theirs = Q(team__isnull=False) if None in teams else Q(team_id__in=teams)
    rows = Permitted.objects.filter(company_id=OuterRef("company_id"), order_id=OuterRef("id"), live=True)
    return Q(Exists(rows.filter(Q(member_id=by.id) | theirs)))
