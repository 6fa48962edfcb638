"""A change request: what a contract that was signed shall allow from now on, once whoever approves it has agreed (R52)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Approval
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Counted, Frozen, Rule, RuleUpon, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.models import Xid8Field

from ..states import CHANGE, CHANGE_FIRST, CHANGE_OPEN
from .contract import ALLOWED, CAPS, IN_ORDER, ORDER_KIND, Contract
from .engagement import Engagement

_FREE = "state version decided_by_id decided_at reason number xact"


class ChangeRequest(Owned):
    """What a contract shall allow from now on, all of it: what is empty caps nothing. `why` is for whoever approves it.

    What the contract allowed when it was written, and when it was submitted, stands beside it (`was_amount` and so on).
    `document` is what its approvers were shown last, and `document_sha256` its hash. With the last yes the database writes it
    into the contract, and says the how many-th change of it that was (`number`) and in which transaction (`xact`).
    """

    TRANSITIONS: ClassVar[Transitions] = CHANGE
    STATES: ClassVar[dict[str, Any]] = {
        "draft": _("draft"),
        "submitted": _("submitted"),
        "approved": _("approved"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
    }

    contract = Within(Contract, related_name="changes")
    state = plain(models.TextField(default="draft"))
    version = models.IntegerField(default=1)
    why = personal(models.TextField())
    currency = plain(models.CharField(max_length=3))
    order_kind = plain(models.TextField())
    amount = models.DecimalField(max_digits=28, decimal_places=4, null=True)
    unit_rate = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = plain(models.TextField(default=""))
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    was_order_kind = plain(models.TextField())
    was_amount = models.DecimalField(max_digits=28, decimal_places=4, null=True)
    was_unit_rate = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    was_unit = plain(models.TextField(default=""))
    was_starts_on = models.DateField(null=True)
    was_ends_on = models.DateField(null=True)
    made_by = Within(Member, related_name="+")
    created_at = models.DateTimeField()
    approval = Within(Approval, null=True, related_name="+")
    document = personal(models.TextField(default=""))
    document_sha256 = plain(models.TextField(default=""))
    submitted_at = models.DateTimeField(null=True)
    decided_by = Within(Member, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))
    number = models.IntegerField(null=True)
    xact = plain(Xid8Field(null=True))

    class Meta:
        constraints = [
            *owned("changerequest"),
            States(name="changerequest_states", first=CHANGE_FIRST, moves=pairs(CHANGE)),
            Frozen(name="changerequest_shown", states=["submitted", "rejected"], free=_FREE),
            Frozen(name="changerequest_ended", states=["approved", "withdrawn"], free=""),
            Rule(name="changerequest_agreed", function="guard_changerequest"),
            RuleUpon(
                name="changerequest_interested",
                upon="approvals_approval",
                function="guard_changerequest_interested",
                when="INSERT",
            ),
            RuleUpon(
                name="step_to_changerequest",
                upon="approvals_step",
                function="guard_step_to_changerequest",
                when="UPDATE",
                told=APPROVERS,
            ),
            # By its name it runs before changerequest_trail: what it writes into the contract comes on the trail first.
            Counted(name="changerequest_applied", function="apply_changerequest"),
            models.UniqueConstraint(
                name="changerequest_open",
                fields=["company_id", "contract"],
                condition=models.Q(state__in=CHANGE_OPEN),
            ),
            models.UniqueConstraint(name="changerequest_numbered", fields=["company_id", "contract", "number"]),
            models.CheckConstraint(name="changerequest_kind", condition=ORDER_KIND),
            models.CheckConstraint(name="changerequest_caps", condition=ALLOWED),
            models.CheckConstraint(name="changerequest_days", condition=IN_ORDER),
        ]
        indexes = [
            models.Index(name="changerequest_newest", fields=["company_id", "-created_at", "-id"]),
            models.Index(
                name="changerequest_to_approve",
                fields=["company_id", "submitted_at", "id"],
                condition=models.Q(state="submitted"),
            ),
            models.Index(
                name="changerequest_to_take_up",
                fields=["company_id", "made_by", "created_at", "id"],
                condition=models.Q(state__in=("draft", "rejected")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.contract)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def engagement(self) -> Engagement:
        """Under which the work is done."""
        engagement: Engagement = self.contract.engagement
        return engagement

    @property
    def contractor(self) -> Contractor:
        """With whom the contract is."""
        return self.contract.contractor

    @property
    def caps(self) -> dict[str, Any]:
        """What the contract shall allow."""
        return {name: getattr(self, name) for name in CAPS}

    @property
    def was(self) -> dict[str, Any]:
        """What the contract allowed when this was asked."""
        return {name: getattr(self, f"was_{name}") for name in CAPS}

    def remember(self, contract: Contract) -> None:
        """Set down beside it what the contract allows as it stands."""
        for name, value in contract.caps.items():
            setattr(self, f"was_{name}", value)

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.id), "state": self.state, "version": self.version}
