"""Which requisitions a member sees. Reads only; every one takes `by`."""

from uuid import UUID

from django.db import connection
from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import MANAGER, SEES_EVERY_ORDER
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.foundation.kernel.tables import Rows

from .models import Requisition, RequisitionPolicy


def visible_requisitions(by: Member) -> Rows:
    """The requisitions that this member may see: those of their teams and their own, and none for a contractor."""
    requisitions: Rows = Requisition.objects.within(by.company_id)
    manages = any(right.role == MANAGER and right.team_id is None for right in by.rights.all())
    if manages or by.roles & SEES_EVERY_ORDER:
        return requisitions
    return requisitions.filter(Q(made_by_id=by.id) | Q(team_id__in=by.team_ids))


def requisition(by: Member, requisition_id: UUID) -> Requisition:
    """A visible requisition with everybody whom its page names. Raises NotFound."""
    named = ("contractor", "team", "made_by", "decided_by", "approval")
    found: Requisition = visible_requisitions(by).select_related(*named).one(requisition_id)
    return found


def locked_requisition(by: Member, requisition_id: UUID) -> Requisition:
    """The same, locked alone and read afterwards. Raises NotFound."""
    lock_row(Requisition, by.company_id, requisition_id)
    return requisition(by, requisition_id)


def requisition_interested(requisition: Requisition) -> set[UUID]:
    """Who may not decide on it, as the database derives it: whoever wrote or submitted it, or would be paid by it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT requisition_interested_in(%s, %s)", [requisition.company_id, requisition.id])
        return set(cursor.fetchone()[0])


def requisition_policy(company_id: UUID) -> RequisitionPolicy | None:
    """Whether the company's orders begin with a requisition now, or None where it has set nothing."""
    newest: RequisitionPolicy | None = RequisitionPolicy.objects.within(company_id).order_by("-version").first()
    return newest
