"""An offer: what a contractor is asked to do, for how much and between which days, before it is agreed."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Approval
from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, RuleUpon, States, owned
from counterfoil.foundation.kernel.money import round_money
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor

from ..states import ANSWERED, ENDED, OFFER, OFFER_FIRST, SHOWN
from .chosen import CHOSEN_GUARD, Chosen
from .engagement import Engagement
from .jobpost import JobPost

_MOST = Decimal(10) ** 24
"""What is no figure (NaN) is above it."""


class Offer(Chosen, Owned):
    """An offer to one contractor: a fixed price, or a rate for each unit with or without a most of them.

    `document` is what was shown last, to reviewers and to the contractor, and `document_sha256` its hash: an answer is to that.
    `sent_by` let it go out for the company. Accepting it makes the `engagement`, and fills the `post` that it was made from.
    `order_open`: an order was chosen or is awaited, and none stands for the work yet; `order_chooser` said which.
    """

    TRANSITIONS: ClassVar[Transitions] = OFFER
    STATES: ClassVar[dict[str, Any]] = {
        "draft": _("draft"),
        "in_review": _("in review"),
        "sent": _("sent"),
        "accepted": _("accepted"),
        "declined": _("declined"),
        "withdrawn": _("withdrawn"),
    }

    state = plain(models.TextField(default="draft"))
    version = models.IntegerField(default=1)
    contractor = Within(Contractor, related_name="+")
    team = Within(Team, null=True, related_name="+")
    made_by = Within(Member, related_name="+")
    title = personal(models.TextField())
    description = personal(models.TextField(default=""))
    currency = plain(models.CharField(max_length=3))
    amount = models.DecimalField(max_digits=28, decimal_places=4, null=True)
    unit_rate = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = plain(models.TextField(default=""))
    most_units = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    approval = Within(Approval, null=True, related_name="+")
    engagement = Within(Engagement, null=True, related_name="offers")
    post = Within(JobPost, null=True, related_name="offers")
    document = personal(models.TextField(default=""))
    document_sha256 = plain(models.TextField(default=""))
    order_open = models.BooleanField(default=False)
    order_chooser = Within(Member, null=True, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    sent_by = Within(Member, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    decided_by = Within(Member, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("offer"),
            States(name="offer_states", first=OFFER_FIRST, moves=pairs(OFFER)),
            Frozen(
                name="offer_shown",
                states=SHOWN,
                free="state version approval_id engagement_id sent_by_id sent_at decided_by_id decided_at reason order_open",
            ),
            Frozen(name="offer_ended", states=ENDED, free="order_open"),
            Rule(name="offer_agreed", function="guard_offer", told=APPROVERS),
            RuleUpon(
                name="offer_interested", upon="approvals_approval", function="guard_offer_interested", when="INSERT"
            ),
            RuleUpon(
                name="step_to_offered",
                upon="approvals_step",
                function="guard_step_to_offered",
                when="UPDATE",
                told=APPROVERS,
            ),
            models.CheckConstraint(
                name="offer_priced",
                condition=models.Q(
                    amount__gt=0, amount__lt=_MOST, unit_rate__isnull=True, most_units__isnull=True, unit=""
                )
                | (
                    models.Q(amount__isnull=True, unit_rate__gt=0, unit_rate__lt=_MOST)
                    & (models.Q(most_units__isnull=True) | models.Q(most_units__gt=0, most_units__lt=_MOST))
                    & ~models.Q(unit="")
                ),
            ),
            models.CheckConstraint(name="offer_chosen", condition=CHOSEN_GUARD),
            models.CheckConstraint(
                name="offer_days",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="offer_answered",
                condition=models.Q(state__in=ANSWERED, decided_by__isnull=False, decided_at__isnull=False)
                | ~models.Q(state__in=ANSWERED),
            ),
            models.UniqueConstraint(name="offer_of_engagement", fields=["company_id", "engagement"]),
        ]
        indexes = [
            models.Index(name="offer_newest", fields=["company_id", "-created_at", "-id"]),
            models.Index(name="offer_contractor", fields=["company_id", "contractor"]),
            models.Index(
                name="offer_to_answer", fields=["company_id", "sent_at", "id"], condition=models.Q(state="sent")
            ),
            models.Index(
                name="offer_to_take_up",
                fields=["company_id", "made_by", "created_at", "id"],
                condition=models.Q(state="draft"),
            ),
            models.Index(
                name="offer_without_order",
                fields=["company_id", "created_at", "id"],
                condition=models.Q(order_open=True, state__in=("in_review", "sent", "accepted")),
            ),
            models.Index(
                name="offer_to_approve",
                fields=["company_id", "submitted_at", "id"],
                condition=models.Q(state="in_review"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def most_amount(self) -> Decimal | None:
        """What it can come to at the most; None where its units have no end."""
        if self.amount is not None:
            return self.amount
        if self.most_units is None or self.unit_rate is None:
            return None
        return round_money(self.most_units * self.unit_rate, self.currency)

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.id), "state": self.state, "version": self.version}
