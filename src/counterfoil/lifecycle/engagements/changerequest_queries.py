"""Which change requests a member sees. Reads only; every one takes `by`, or what is there for everybody."""

from uuid import UUID

from django.db import connection
from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import MANAGER, SEES_EVERY_ORDER, sees_dealings
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.foundation.kernel.tables import Rows

from .models import ChangeRequest, Contract
from .states import CHANGE_OPEN


def visible_changes(by: Member) -> Rows:
    """The change requests that this member may see: those of their teams and their own, and none for a contractor."""
    changes: Rows = ChangeRequest.objects.within(by.company_id)
    manages = any(right.role == MANAGER and right.team_id is None for right in by.rights.all())
    if manages or by.roles & SEES_EVERY_ORDER:
        return changes
    if not sees_dealings(by.roles):
        return changes.none()
    return changes.filter(Q(made_by_id=by.id) | Q(contract__engagement__team_id__in=by.team_ids))


def change(by: Member, change_id: UUID) -> ChangeRequest:
    """A visible change request with everybody whom its page names. Raises NotFound."""
    named = ("contract__engagement__contractor", "contract__engagement__team", "made_by", "decided_by", "approval")
    found: ChangeRequest = visible_changes(by).select_related(*named).one(change_id)
    return found


def locked_change(by: Member, change_id: UUID) -> ChangeRequest:
    """The same behind its contract, each locked alone, and read afterwards. Raises NotFound."""
    lock_row(Contract, by.company_id, change(by, change_id).contract_id)
    lock_row(ChangeRequest, by.company_id, change_id)
    return change(by, change_id)


def has_open_change(company_id: UUID, contract_id: UUID) -> bool:
    """Whether a change of a contract is asked for already, or is being written."""
    own = ChangeRequest.objects.within(company_id).filter(contract_id=contract_id, state__in=CHANGE_OPEN)
    return bool(own.exists())


def changes_of(by: Member, contract_id: UUID) -> list[ChangeRequest]:
    """The visible change requests of a contract, the newest first."""
    own = visible_changes(by).filter(contract_id=contract_id).select_related("made_by", "decided_by")
    return list(own.order_by("-created_at", "-id"))


def changes_made(contract: Contract) -> list[ChangeRequest]:
    """What was changed of a contract that is seen, in order: its contractor sees it as well."""
    own = ChangeRequest.objects.within(contract.company_id).filter(contract_id=contract.id, state="approved")
    return list(own.select_related("decided_by").order_by("number"))


def change_interested(request: ChangeRequest) -> set[UUID]:
    """Who may not decide on it, as the database derives it: whoever wrote or submitted it, or is paid by its contract."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT changerequest_interested_in(%s, %s)", [request.company_id, request.id])
        return set(cursor.fetchone()[0])
