"""Which purchase order was chosen for an offer or a job post, or that there is none yet; and finance's word on one that a manager
added."""

from django.db import models

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.guards import Counted, Rule, RuleUpon, owned
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.lifecycle.engagements.models import JobPost, Offer

from .order import Order

_ORDER = models.Q(order__isnull=False, owner__isnull=True, due_on__isnull=True)
_LATER = models.Q(order__isnull=True, owner__isnull=False, due_on__isnull=False)


class Choice(Owned):
    """What was chosen for an offer or a job post, by whom: the newest `version` holds (R10, R11).

    It names a shared `order`; or there is none yet, and its `owner` gets one by a day (R14). It consumes no number. It is only
    ever added to, but for who gets one; what it says is told to the offer or post, whose shown document carries it.
    """

    offer = Within(Offer, null=True, related_name="choices")
    post = Within(JobPost, null=True, related_name="choices")
    version = models.IntegerField(default=1)
    order = Within(Order, null=True, related_name="+")
    owner = Within(Member, null=True, related_name="+")
    due_on = models.DateField(null=True)
    chosen_by = Within(Member, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("choice"),
            Rule(name="choice_made", function="guard_choice"),
            Counted(name="choice_told", function="tell_choice"),
            RuleUpon(name="offer_on_order", upon="engagements_offer", function="guard_on_order"),
            RuleUpon(name="jobpost_on_order", upon="engagements_jobpost", function="guard_on_order"),
            models.UniqueConstraint(name="choice_of_offer", fields=["company_id", "offer", "version"]),
            models.UniqueConstraint(name="choice_of_post", fields=["company_id", "post", "version"]),
            models.CheckConstraint(
                name="choice_of_one",
                condition=models.Q(offer__isnull=True, post__isnull=False)
                | models.Q(offer__isnull=False, post__isnull=True),
            ),
            models.CheckConstraint(name="choice_says", condition=_ORDER | _LATER),
        ]
        indexes = [
            models.Index(name="choice_order", fields=["company_id", "order"], condition=models.Q(order__isnull=False)),
            models.Index(
                name="choice_owner", fields=["company_id", "owner", "due_on"], condition=models.Q(owner__isnull=False)
            ),
        ]


class Confirmation(Owned):
    """That an order which a manager added while hiring waits for finance's word; until then nothing is drawn from it."""

    order = Within(Order, related_name="confirmations")
    asked_by = Within(Member, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = Within(Member, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *owned("confirmation"),
            Rule(name="confirmation_given", function="guard_confirmation", told=APPROVERS),
            models.UniqueConstraint(name="confirmation_once", fields=["company_id", "order"]),
            models.CheckConstraint(
                name="confirmation_dated",
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="confirmation_asked",
                fields=["company_id", "asked_at"],
                condition=models.Q(confirmed_by__isnull=True),
            )
        ]
