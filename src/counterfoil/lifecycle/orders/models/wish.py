"""That a contractor asks for an order which is missing, or for the next one while theirs runs out."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import CountedUpon, Frozen, Rule, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement

from ..states import WISH
from .order import Order

MISSING, OVER, ENDING, LOW = "missing", "over", "ending", "low"
"""Why an engagement wants an order: it has none that stands, the last day of its order is past, or that ends soon, or little of
it is left."""
WHYS: dict[str, Any] = {
    MISSING: _("no order"),
    OVER: _("its last day is past"),
    ENDING: _("it soon ends"),
    LOW: _("little is left"),
}


class Wish(Owned):
    """One asking for an order of an engagement: `lapsing` is the order that runs out, where there is one.

    It is met by the database once an order of the engagement comes to stand (`met_by`), so that nobody has to think of it; or
    somebody answers it with a word. `days` are the company's days that it waited.
    """

    TRANSITIONS: ClassVar[Transitions] = WISH
    STATES: ClassVar[dict[str, Any]] = {"open": _("waits"), "met": _("met by an order"), "answered": _("answered")}
    WHYS: ClassVar[dict[str, Any]] = WHYS

    engagement = Within(Engagement, related_name="wishes")
    state = plain(models.TextField(default="open"))
    version = models.IntegerField(default=1)
    why = plain(models.TextField())
    lapsing = Within(Order, null=True, related_name="+")
    asked_by = Within(Member, related_name="+")
    asked_at = models.DateTimeField()
    note = personal(models.TextField(default=""))
    answered_by = Within(Member, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    word = personal(models.TextField(default=""))
    met_by = Within(Order, null=True, related_name="wishes_met")
    days = models.IntegerField(null=True)
    # What who reads sees of the orders that it names: told by `wishes.visible`.
    seen_met_by: UUID | None
    seen_number: str | None
    seen_lapsing: UUID | None

    class Meta:
        constraints = [
            *owned("wish"),
            States(name="wish_states", first=["open"], moves=pairs(WISH)),
            Frozen(
                name="wish_asked", states=["open"], free="state version answered_by_id answered_at word met_by_id days"
            ),
            Frozen(name="wish_ended", states=["met", "answered"], free=""),
            Rule(name="wish_wanted", function="guard_wish"),
            CountedUpon(name="order_meets_wishes", upon="orders_order", function="count_wishes_met"),
            models.UniqueConstraint(
                name="wish_open_once", fields=["company_id", "engagement"], condition=models.Q(state="open")
            ),
            models.CheckConstraint(
                name="wish_why",
                condition=models.Q(why=MISSING, lapsing__isnull=True)
                | models.Q(why__in=(OVER, ENDING, LOW), lapsing__isnull=False),
            ),
            models.CheckConstraint(
                name="wish_answer",
                condition=models.Q(
                    state="open",
                    answered_at__isnull=True,
                    answered_by__isnull=True,
                    met_by__isnull=True,
                    days__isnull=True,
                )
                | models.Q(state="met", answered_at__isnull=False, met_by__isnull=False, days__gte=0)
                & models.Q(answered_by__isnull=True)
                | models.Q(state="answered", answered_at__isnull=False, answered_by__isnull=False, days__gte=0)
                & models.Q(met_by__isnull=True)
                & ~models.Q(word=""),
            ),
        ]
        indexes = [
            models.Index(name="wish_newest", fields=["company_id", "-asked_at", "-id"]),
            models.Index(name="wish_of_engagement", fields=["company_id", "engagement"]),
            models.Index(name="wish_met_by", fields=["company_id", "met_by"], condition=models.Q(met_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.engagement)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def contractor(self) -> Contractor:
        """Who asked, as a contractor."""
        contractor: Contractor = self.engagement.contractor
        return contractor

    @property
    def why_words(self) -> Any:
        """Why an order was asked for, in words."""
        return self.WHYS[self.why]

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.engagement_id), "wish_id": str(self.id), "state": self.state}
