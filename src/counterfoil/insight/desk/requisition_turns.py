"""Requisitions that wait: to be approved, and to be taken up by whoever wrote them."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements.models import Requisition
from counterfoil.lifecycle.engagements.requisition_queries import visible_requisitions

from .seat import Seat
from .turn import Turn, by_name


def requisitions_seen(by: Member) -> QuerySet[Requisition]:
    """The visible requisitions."""
    return visible_requisitions(by)


def _approve(seat: Seat) -> Q:
    """The next step is of a role that the member has; they took no earlier one, have no interest in it and would not be paid
    by it; and its days are not over."""
    steps = Step.objects.within(seat.by.company_id).filter(approval_id=OuterRef("approval_id"))
    next_role = Subquery(steps.filter(state="waiting").order_by("position").values("role")[:1])
    theirs = seat.takes(next_role, "approval__amount", "requisition.approve")
    theirs &= ~Q(Exists(steps.filter(member_id__in=seat.alike)))
    if seat.separated:
        theirs &= ~Q(approval__interested__overlap=seat.alike) & seat.nobody_alike("contractor__member_id")
    in_time = Q(ends_on__isnull=True) | Q(ends_on__gte=seat.today)
    return Q(state="submitted", approval__state="open") & theirs & in_time


def _take_up(seat: Seat) -> Q:
    """Their own draft: written and not submitted, or taken back."""
    return Q(state="draft", made_by_id=seat.by.id)


def _revise(seat: Seat) -> Q:
    """Their own, and it was rejected."""
    return Q(state="rejected", made_by_id=seat.by.id)


_LIST = "requisitions"
APPROVE = Turn(
    "approve_requisition",
    "requisition.approve",
    _("Approve a requisition"),
    _LIST,
    requisitions_seen,
    _approve,
    "submitted_at",
)
TAKE_UP = Turn(
    "take_up_requisition",
    "requisition.change",
    _("Submit a requisition"),
    _LIST,
    requisitions_seen,
    _take_up,
    "created_at",
)
REVISE = Turn(
    "revise_requisition",
    "requisition.revise",
    _("Rejected: revise a requisition"),
    _LIST,
    requisitions_seen,
    _revise,
    "created_at",
)
REQUISITION_TURNS = by_name(APPROVE, TAKE_UP, REVISE)
