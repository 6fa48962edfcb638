"""A requisition: what is asked for before there is an order, with what it may cost at the most (R117)."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Approval
from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, RuleUpon, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor

from ..states import REQUISITION, REQUISITION_FIRST

_MOST = Decimal(10) ** 24
_FREE = "state version decided_by_id decided_at reason"


class Requisition(Owned):
    """A wish to order: for which team, up to which net amount, between which days, of whom if that is known already.

    `document` is what its approvers were shown last, and `document_sha256` its hash. Orders begin with an approved one, and
    hold no more together than its `amount`.
    """

    TRANSITIONS: ClassVar[Transitions] = REQUISITION
    STATES: ClassVar[dict[str, Any]] = {
        "draft": _("draft"),
        "submitted": _("submitted"),
        "approved": _("approved"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
    }

    state = plain(models.TextField(default="draft"))
    version = models.IntegerField(default=1)
    team = Within(Team, null=True, related_name="+")
    made_by = Within(Member, related_name="+")
    contractor = Within(Contractor, null=True, related_name="+")
    title = personal(models.TextField())
    description = personal(models.TextField(default=""))
    currency = plain(models.CharField(max_length=3))
    amount = models.DecimalField(max_digits=28, decimal_places=4)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    approval = Within(Approval, null=True, related_name="+")
    document = personal(models.TextField(default=""))
    document_sha256 = plain(models.TextField(default=""))
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_by = Within(Member, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("requisition"),
            States(name="requisition_states", first=REQUISITION_FIRST, moves=pairs(REQUISITION)),
            Frozen(name="requisition_shown", states=["submitted", "approved", "rejected"], free=_FREE),
            Frozen(name="requisition_withdrawn", states=["withdrawn"], free=""),
            Rule(name="requisition_agreed", function="guard_requisition"),
            RuleUpon(
                name="requisition_interested",
                upon="approvals_approval",
                function="guard_requisition_interested",
                when="INSERT",
            ),
            RuleUpon(
                name="step_to_requisition",
                upon="approvals_step",
                function="guard_step_to_requisition",
                when="UPDATE",
                told=APPROVERS,
            ),
            models.CheckConstraint(name="requisition_amount", condition=models.Q(amount__gt=0, amount__lt=_MOST)),
            models.CheckConstraint(
                name="requisition_days",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
        indexes = [
            models.Index(name="requisition_newest", fields=["company_id", "-created_at", "-id"]),
            models.Index(
                name="requisition_to_approve",
                fields=["company_id", "submitted_at", "id"],
                condition=models.Q(state="submitted"),
            ),
            models.Index(
                name="requisition_to_take_up",
                fields=["company_id", "made_by", "created_at", "id"],
                condition=models.Q(state__in=("draft", "rejected")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.id), "state": self.state, "version": self.version}


class RequisitionPolicy(Owned):
    """One version of whether orders begin with an approved requisition; the newest holds. A company that has set none begins
    them without. It is only ever added to, and what was submitted before goes on as it was."""

    version = models.IntegerField(default=1)
    requisitions_needed = models.BooleanField()
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("requisitionpolicy"),
            Rule(name="requisitionpolicy_follows", function="guard_requisitionpolicy", when="INSERT"),
            models.UniqueConstraint(name="requisitionpolicy_once", fields=["company_id", "version"]),
        ]
