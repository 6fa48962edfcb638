"""What followers and the clock say about an order, or an offer that waits for one; what a person was mailed of it, and of what
they want to be told."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.columns import plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, RuleUpon, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.mail.models import Message
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Choice, Crossing, Order

from .states import FIRST, TRANSITIONS

_THING = ("company_id", "kind", "order", "choice", "invoice", "mail", "crossing", "day")
"""What an alert is about: it stands once at a time for each of these."""


class Alert(Owned):
    """One message about an order: of which `kind`, about which invoice, mail or crossing, and its `day` (R168).

    Where there is no order yet, it is about the `choice` by which somebody gets one (R14).

    `number` counts a company's alerts in the order in which they were raised. What holds again after it was over is raised
    again: the next `occasion`. `caused_by` did what a follower then raised it for; nobody did, where only the day came.
    What happened once, a crossing, is over once somebody has seen it: `seen_by`.
    """

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    STATES: ClassVar[dict[str, Any]] = {"stands": _("stands"), "over": _("over")}

    state = plain(models.TextField(default="stands"))
    version = models.IntegerField(default=1)
    number = models.IntegerField()
    kind = plain(models.TextField())
    order = Within(Order, null=True, related_name="+")
    choice = Within(Choice, null=True, related_name="+")
    invoice = Within(Invoice, null=True, related_name="+")
    mail = Within(Message, null=True, related_name="+")
    crossing = Within(Crossing, null=True, related_name="+")
    day = models.DateField()
    occasion = models.IntegerField(default=1)
    caused_by = Within(Member, null=True, related_name="+")
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seen_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            *owned("alert"),
            States(name="alert_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(name="alert_stands", states=["stands"], free="state version ended_at seen_by_id"),
            Frozen(name="alert_over", states=["over"], free=""),
            Rule(name="alert_holds", function="guard_alert"),
            models.UniqueConstraint(name="alert_number_once", fields=["company_id", "number"]),
            models.UniqueConstraint(name="alert_occasion_once", fields=[*_THING, "occasion"], nulls_distinct=False),
            models.UniqueConstraint(name="alert_crossing_once", fields=["company_id", "crossing"]),
            models.UniqueConstraint(
                name="alert_stands_once", fields=_THING, condition=models.Q(state="stands"), nulls_distinct=False
            ),
            models.CheckConstraint(
                name="alert_over_dated",
                condition=models.Q(state="stands", ended_at__isnull=True)
                | models.Q(state="over", ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="alert_about",
                condition=models.Q(order__isnull=False, choice__isnull=True)
                | models.Q(
                    order__isnull=True,
                    choice__isnull=False,
                    invoice__isnull=True,
                    mail__isnull=True,
                    crossing__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="alert_seen",
                condition=models.Q(seen_by__isnull=True) | models.Q(state="over", crossing__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="alert_order", fields=["company_id", "order", "-number"]),
            models.Index(
                name="alert_choice", fields=["company_id", "choice"], condition=models.Q(choice__isnull=False)
            ),
            models.Index(name="alert_newest", fields=["company_id", "-raised_at", "-id"]),
            models.Index(
                name="alert_standing",
                fields=["company_id", "-raised_at", "-id"],
                condition=models.Q(state="stands"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]


class Digest(Owned):
    """The one mail that a person gets a day, of what is new for them. `day` is the day where they are.

    It tells of the alerts `through` this number; the next one begins behind it.
    """

    member = Within(Member, related_name="+")
    day = models.DateField()
    through = models.IntegerField()
    mail = Within(Message, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("digest"),
            Rule(name="digest_told", function="guard_digest"),
            RuleUpon(name="message_of_digest", upon="mail_message", function="guard_digest_mail", when="UPDATE"),
            models.UniqueConstraint(name="digest_once_a_day", fields=["company_id", "member", "day"]),
            models.UniqueConstraint(name="digest_mail_once", fields=["company_id", "mail"]),
        ]


class Preference(Owned):
    """Whether a person wants to be told of a kind of alert on their desk, and by mail. Of a kind without a row: both."""

    member = Within(Member, related_name="+")
    kind = plain(models.TextField())
    on_desk = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [
            *owned("preference"),
            Rule(name="preference_stays", function="guard_preference_stays", when="UPDATE"),
            models.UniqueConstraint(name="preference_once", fields=["company_id", "member", "kind"]),
        ]

    def __str__(self) -> str:
        return str(self.kind)
