"""A job post: work for which somebody is looked for, before there is an offer to anybody."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within

from ..states import POST, POST_FIRST
from .chosen import CHOSEN_GUARD, Chosen

_MOST = Decimal(10) ** 24


class JobPost(Chosen, Owned):
    """Work that is to be given to somebody, with what it may cost. An offer can be made from it, and the one that is accepted
    fills it."""

    TRANSITIONS: ClassVar[Transitions] = POST
    STATES: ClassVar[dict[str, Any]] = {
        "draft": _("draft"),
        "published": _("published"),
        "filled": _("filled"),
        "withdrawn": _("withdrawn"),
    }

    state = plain(models.TextField(default="draft"))
    version = models.IntegerField(default=1)
    team = Within(Team, null=True, related_name="+")
    made_by = Within(Member, related_name="+")
    title = personal(models.TextField())
    description = personal(models.TextField(default=""))
    currency = plain(models.CharField(max_length=3))
    budget = models.DecimalField(max_digits=28, decimal_places=4, null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    filled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("jobpost"),
            States(name="jobpost_states", first=POST_FIRST, moves=pairs(POST)),
            Frozen(name="jobpost_published", states=["published"], free="state version filled_at ended_at reason"),
            Frozen(name="jobpost_ended", states=["filled", "withdrawn"], free=""),
            Rule(name="jobpost_filled", function="guard_jobpost", when="UPDATE"),
            models.CheckConstraint(
                name="jobpost_budget",
                condition=models.Q(budget__isnull=True) | models.Q(budget__gt=0, budget__lt=_MOST),
            ),
            models.CheckConstraint(name="jobpost_chosen", condition=CHOSEN_GUARD),
            models.CheckConstraint(
                name="jobpost_days",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
        indexes = [models.Index(name="jobpost_newest", fields=["company_id", "-created_at", "-id"])]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.id), "state": self.state, "version": self.version}
