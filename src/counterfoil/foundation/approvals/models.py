"""Approvals: the policy that names the approvers, one approval per submission, one step per approver.

An approval knows its subject only as verb, id and hash; whoever needs it holds a key to it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within

from .states import APPROVAL, STEP


class Policy(Owned):
    """One version of who must approve; a new version never changes an approval that was asked for before."""

    version = models.IntegerField()
    currency = plain(models.CharField(max_length=3))

    class Meta:
        constraints = [
            *owned("policy"),
            models.UniqueConstraint(name="policy_version_once", fields=["company_id", "version"]),
        ]


class Level(Owned):
    """One level of a policy: from this amount on, somebody with this role must say yes."""

    policy = Within(Policy, related_name="levels")
    position = models.IntegerField()
    from_amount = models.DecimalField(max_digits=28, decimal_places=4)
    role = plain(models.TextField())

    holders: ClassVar[Sequence[Any]] = ()
    """Who holds its role now, where `deciding.current_levels` has asked."""
    bounds: ClassVar[Sequence[Any]] = ()
    """Up to what amount each of them does; None where there is no bound."""
    named: ClassVar[Sequence[Any]] = ()
    """The verbs that the right of each names, with spaces between; empty where it carries all of its role."""

    class Meta:
        constraints = [
            *owned("level"),
            models.UniqueConstraint(name="level_position_once", fields=["company_id", "policy", "position"]),
        ]


NO_MOST = Decimal(10) ** 24 - 1
"""What an approval is asked for where nobody can say how much at the most: no bound reaches so far (`no_most`)."""


class Approval(Owned):
    """One request for approval of exactly one content, known by its hash.

    `interested` are those who asked for it, wanted it, wrote it or are paid by it: none of them gives it.
    """

    TRANSITIONS: ClassVar[Transitions] = APPROVAL
    STATES: ClassVar[dict[str, Any]] = {
        "open": _("open"),
        "given": _("given"),
        "refused": _("refused"),
        "recalled": _("recalled"),
        "withdrawn": _("withdrawn"),
    }

    verb = plain(models.TextField())
    subject_id = models.UUIDField()
    digest = plain(models.TextField())
    # Not rounded: a sum of four places times a rate of ten.
    amount = models.DecimalField(max_digits=38, decimal_places=14)
    currency = plain(models.CharField(max_length=3))
    policy = Within(Policy, related_name="+")
    requester = Within(Member, related_name="+")
    interested = plain(ArrayField(models.UUIDField()))
    state = plain(models.TextField(default="open"))
    version = models.IntegerField(default=1)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *owned("approval"),
            States(name="approval_states", first=["open"], moves=pairs(APPROVAL)),
            Frozen(
                name="approval_frozen",
                states=["open", "given", "refused", "recalled", "withdrawn"],
                free="state version closed_at",
            ),
            Rule(name="approval_complete", function="guard_approval_complete", when="UPDATE"),
        ]
        indexes = [models.Index(name="approval_subject", fields=["company_id", "subject_id"])]

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def has_most(self) -> bool:
        """Whether somebody can say how much it is at the most."""
        return bool(self.amount < NO_MOST)


class Step(Owned):
    """One approver's word on an approval. Steps are taken in order, each by another person."""

    TRANSITIONS: ClassVar[Transitions] = STEP
    STATES: ClassVar[dict[str, Any]] = {"waiting": _("waiting"), "given": _("given"), "refused": _("refused")}

    approval = Within(Approval, related_name="steps")
    position = models.IntegerField()
    role = plain(models.TextField())
    state = plain(models.TextField(default="waiting"))
    version = models.IntegerField(default=1)
    member = Within(Member, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))
    by_requester = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *owned("step"),
            States(name="step_states", first=["waiting"], moves=pairs(STEP)),
            Frozen(name="step_frozen", states=["given", "refused"], free=""),
            Rule(name="step_separation", function="guard_step_separation", told=APPROVERS),
            models.UniqueConstraint(name="step_position_once", fields=["company_id", "approval", "position"]),
            models.UniqueConstraint(
                name="step_member_once",
                fields=["company_id", "approval", "member"],
                condition=models.Q(member__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="step_waiting", fields=["company_id", "role"], condition=models.Q(state="waiting"))
        ]

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]
