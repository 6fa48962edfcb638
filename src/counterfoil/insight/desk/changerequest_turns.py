"""Change requests that wait: to be approved, and to be taken up by whoever wrote them."""

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements.changerequest_queries import visible_changes
from counterfoil.lifecycle.engagements.models import ChangeRequest
from counterfoil.lifecycle.engagements.models.contract import CAPS
from counterfoil.lifecycle.engagements.states import CHANGE_OPEN, CHANGEABLE

from .seat import Seat
from .turn import Turn, by_name

_OUTGROWN = Q(
    Func(*(F(name) for name in ("company_id", "contract_id", *CAPS)), function="outgrown", output_field=BooleanField())
)
"""That the orders under the contract would no longer fit. The function is told the caps in their order."""
_IN_FORCE = Q(contract__state__in=CHANGEABLE)


def changes_seen(by: Member) -> QuerySet[ChangeRequest]:
    """The visible change requests."""
    return visible_changes(by)


def _approve(seat: Seat) -> Q:
    """The next step is of a role that the member has; they took no earlier one, have no interest in it and are not paid by the
    contract; that is in force, and its orders would still fit."""
    steps = Step.objects.within(seat.by.company_id).filter(approval_id=OuterRef("approval_id"))
    next_role = Subquery(steps.filter(state="waiting").order_by("position").values("role")[:1])
    theirs = seat.takes(next_role, "approval__amount", "changerequest.approve")
    theirs &= ~Q(Exists(steps.filter(member_id__in=seat.alike)))
    if seat.separated:
        paid = "contract__engagement__contractor__member_id"
        theirs &= ~Q(approval__interested__overlap=seat.alike) & seat.nobody_alike(paid)
    return Q(state="submitted", approval__state="open") & theirs & _IN_FORCE & ~_OUTGROWN


def _take_up(seat: Seat) -> Q:
    """Their own draft: written and not submitted, or taken back."""
    return Q(state="draft", made_by_id=seat.by.id) & _IN_FORCE


def _revise(seat: Seat) -> Q:
    """Their own, it was rejected, and no other change of the contract is asked for."""
    others = ChangeRequest.objects.within(seat.by.company_id).filter(
        contract_id=OuterRef("contract_id"), state__in=CHANGE_OPEN
    )
    return Q(state="rejected", made_by_id=seat.by.id) & _IN_FORCE & ~Q(Exists(others))


_LIST = "change_requests"
APPROVE = Turn(
    "approve_change",
    "changerequest.approve",
    _("Approve a change of a contract"),
    _LIST,
    changes_seen,
    _approve,
    "submitted_at",
)
TAKE_UP = Turn(
    "take_up_change",
    "changerequest.change",
    _("Submit a change of a contract"),
    _LIST,
    changes_seen,
    _take_up,
    "created_at",
)
REVISE = Turn(
    "revise_change",
    "changerequest.revise",
    _("Rejected: revise a change of a contract"),
    _LIST,
    changes_seen,
    _revise,
    "created_at",
)
CHANGE_TURNS = by_name(APPROVE, TAKE_UP, REVISE)
