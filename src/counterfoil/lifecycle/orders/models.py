"""The purchase order: its head and balances, its lines' identity, and what each revision says."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Approval
from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.guards import Balances, Frozen, FrozenWith, Rule, SameParent, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.holds import Hold, hold_guards
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement

from .states import FIRST, SETTLED_CONTENT, TRANSITIONS

BALANCES = "accepted_quantity accepted_amount covered_quantity covered_amount"


def money() -> "models.DecimalField[Decimal, Decimal]":
    """An amount: four places hold every currency's smallest unit."""
    return models.DecimalField(max_digits=28, decimal_places=4, default=0)


def measure() -> "models.DecimalField[Decimal, Decimal]":
    """A quantity or unit price: six places, more are refused."""
    return models.DecimalField(max_digits=24, decimal_places=6, default=0)


def within_limit(name: str, taken: str, limit: str) -> models.CheckConstraint:
    """The iron of the ceiling: never below zero, never beyond the limit."""
    condition = models.Q(**{f"{taken}__gte": 0}) & models.Q(**{f"{taken}__lte": models.F(limit)})
    return models.CheckConstraint(name=name, condition=condition)


class Order(Owned):
    """One purchase order. `limit_amount` and the balances are money in the order's own currency, net.

    The database counts the balances from later rooms' rows: `live_claims` hang on it, `open_claims` of them still wait.

    The number is dealt at issue and never edited; `number_normal` is the number as it is searched and compared.
    """

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    STATES: ClassVar[dict[str, Any]] = {
        "draft": _("draft"),
        "pending": _("waiting for approval"),
        "approved": _("approved"),
        "rejected": _("rejected"),
        "issued": _("issued"),
        "closed": _("closed"),
        "cancelled": _("cancelled"),
    }

    state = models.TextField(default="draft")
    version = models.IntegerField(default=1)
    origin = models.TextField(default="issued")
    kind = models.TextField(default="single")
    side = models.TextField(default="contractor")
    minter_id = models.UUIDField()
    number = models.TextField(null=True)
    number_normal = models.TextField(null=True)
    contractor_code = models.TextField(null=True)
    contractor = Within(Contractor, related_name="+")
    engagement = Within(Engagement, related_name="+")
    team = Within(Team, null=True, related_name="+")
    requester = Within(Member, related_name="+")
    approval = Within(Approval, null=True, related_name="+")
    replaces = Within("self", null=True, related_name="replacements")
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=24, decimal_places=10, default=1)
    base_currency = models.CharField(max_length=3)
    revision_number = models.IntegerField(default=0)
    title = models.TextField()
    notes = models.TextField(default="")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    discarded = models.BooleanField(default=False)
    document = models.TextField(default="")
    document_sha256 = models.TextField(default="")
    match_policy = Within(MatchPolicy, null=True, related_name="+")
    live_claims = models.IntegerField(default=0)
    open_claims = models.IntegerField(default=0)
    limit_amount = money()
    accepted_amount = money()
    covered_amount = money()

    class Meta:
        constraints = [
            *owned(
                "order",
                plain="state version origin kind side minter_id number number_normal contractor_code contractor_id "
                "engagement_id team_id requester_id approval_id replaces_id currency rate base_currency "
                "revision_number created_at updated_at submitted_at approved_at issued_at issued_on cancelled_at "
                "closed_at discarded document_sha256 match_policy_id live_claims open_claims limit_amount "
                "accepted_amount covered_amount",
                personal="title notes document",
            ),
            States(name="order_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(
                name="order_settled",
                states=SETTLED_CONTENT,
                free="state version approval_id number number_normal contractor_code title notes updated_at "
                "submitted_at approved_at issued_at issued_on cancelled_at closed_at discarded document document_sha256 "
                "live_claims open_claims limit_amount accepted_amount covered_amount",
            ),
            Frozen(
                name="order_issued",
                states=("issued", "closed", "cancelled"),
                free="state version title notes updated_at cancelled_at closed_at discarded live_claims open_claims "
                "limit_amount accepted_amount covered_amount",
            ),
            Rule(name="order_number", function="guard_order_number"),
            Rule(name="order_approved", function="guard_order_approved", told=APPROVERS),
            Rule(name="order_limit", function="guard_order_limit"),
            Rule(name="order_ended", function="guard_order_ended", when="UPDATE"),
            Balances(name="order_balances", columns="live_claims open_claims accepted_amount covered_amount"),
            models.UniqueConstraint(name="order_number_once", fields=["company_id", "minter_id", "number_normal"]),
            models.UniqueConstraint(name="order_contractor_code_once", fields=["company_id", "contractor_code"]),
            within_limit("order_within_limit", "covered_amount", "limit_amount"),
            # Loaded orders will widen this: until then every number is ours, and all share one space.
            models.CheckConstraint(
                name="order_minter", condition=models.Q(origin="issued") & models.Q(minter_id=models.F("company_id"))
            ),
            models.CheckConstraint(
                name="order_claims",
                condition=models.Q(open_claims__gte=0) & models.Q(live_claims__gte=models.F("open_claims")),
            ),
            models.CheckConstraint(name="order_accepted", condition=models.Q(accepted_amount__gte=0)),
        ]
        indexes = [
            models.Index(name="order_newest", fields=["company_id", "-created_at", "-id"]),
            models.Index(name="order_state", fields=["company_id", "state", "-created_at", "-id"]),
            models.Index(name="order_updated", fields=["company_id", "updated_at", "id"]),
            models.Index(name="order_contractor", fields=["company_id", "contractor"]),
            models.Index(name="order_requester", fields=["company_id", "requester"]),
            models.Index(name="order_approval", fields=["company_id", "approval"]),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        return {"id": str(self.id), "state": self.state, "version": self.version, "number": self.number}


class Revision(Owned):
    """What an order says in one version: its dates and sums. Revision 0 is the order as first submitted.

    `allowance_amount` is what its match policy grants above the net amount, none by default.
    """

    order = Within(Order, related_name="revisions")
    number = models.IntegerField(default=0)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    subtotal = money()
    net = money()
    total = money()
    base_total = money()
    allowance_amount = money()
    digest = models.TextField(default="")

    class Meta:
        constraints = [
            *owned(
                "revision",
                plain="order_id number starts_on ends_on subtotal net total base_total allowance_amount digest",
            ),
            FrozenWith(name="revision_settled", parent="order", states=SETTLED_CONTENT),
            models.UniqueConstraint(name="revision_number_once", fields=["company_id", "order", "number"]),
            models.UniqueConstraint(name="revision_of_order", fields=["company_id", "order", "id"]),
        ]


class OrderLine(Owned):
    """A line's identity and its balances beside their limits, each as quantity and as amount."""

    order = Within(Order, related_name="lines")
    position = models.IntegerField()
    limit_quantity = measure()
    limit_amount = money()
    accepted_quantity = measure()
    accepted_amount = money()
    covered_quantity = measure()
    covered_amount = money()

    class Meta:
        constraints = [
            *owned("orderline", plain=f"order_id position limit_quantity limit_amount {BALANCES}"),
            FrozenWith(
                name="orderline_settled",
                parent="order",
                states=SETTLED_CONTENT,
                free=f"limit_quantity limit_amount {BALANCES}",
            ),
            Rule(name="orderline_limit", function="guard_line_limit"),
            Balances(name="orderline_balances", columns=BALANCES),
            models.CheckConstraint(
                name="orderline_accepted",
                condition=models.Q(accepted_quantity__gte=0, accepted_amount__gte=0)
                & models.Q(accepted_quantity__lte=models.F("limit_quantity")),
            ),
            models.UniqueConstraint(name="orderline_of_order", fields=["company_id", "order", "id"]),
            within_limit("orderline_quantity_within_limit", "covered_quantity", "limit_quantity"),
            within_limit("orderline_amount_within_limit", "covered_amount", "limit_amount"),
        ]
        indexes = [models.Index(name="orderline_order", fields=["company_id", "order", "position"])]


class RevisionLine(Owned):
    """What one revision says of one line."""

    order = Within(Order, related_name="+")
    revision = Within(Revision, related_name="lines")
    line = Within(OrderLine, related_name="said")
    text = models.TextField()
    quantity = measure()
    unit = models.TextField()
    unit_price = measure()
    amount = money()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    match_policy = Within(MatchPolicy, null=True, related_name="+")
    allowance_quantity = measure()
    allowance_amount = money()

    class Meta:
        constraints = [
            *owned(
                "revisionline",
                plain="order_id revision_id line_id quantity unit unit_price amount starts_on ends_on match_policy_id "
                "allowance_quantity allowance_amount",
                personal="text",
            ),
            FrozenWith(name="revisionline_settled", parent="order", states=SETTLED_CONTENT),
            SameParent(name="revisionline_same_order_line", field="line", parent="order"),
            SameParent(name="revisionline_same_order_revision", field="revision", parent="order"),
            models.UniqueConstraint(name="revisionline_once", fields=["company_id", "revision", "line"]),
            models.CheckConstraint(name="revisionline_quantity", condition=models.Q(quantity__gt=0)),
            models.CheckConstraint(name="revisionline_price", condition=models.Q(unit_price__gte=0)),
        ]
        indexes = [models.Index(name="revisionline_line", fields=["company_id", "order", "revision"])]


class Layout(Owned):
    """How the company's numbers look: literal text and date tokens around the counter's digits."""

    version = models.IntegerField()
    pattern = models.TextField()
    longest = models.IntegerField(default=30)

    class Meta:
        constraints = [
            *owned("layout", plain="version pattern longest"),
            models.UniqueConstraint(name="layout_version_once", fields=["company_id", "version"]),
        ]


class Counter(Owned):
    """A gapless counter. `series` says whose (the company's or a contractor's), `period` which year, if any."""

    series = models.TextField()
    period = models.TextField()
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            *owned("counter", plain="series period value"),
            Rule(name="counter_gapless", function="guard_counter"),
            models.UniqueConstraint(name="counter_once", fields=["company_id", "series", "period"]),
        ]


class OrderHold(Hold):
    """A hold on one order."""

    order = Within(Order, related_name="holds")

    class Meta:
        constraints = hold_guards("orderhold", subject="order_id")
        indexes = [models.Index(name="orderhold_subject", fields=["company_id", "order", "state"])]
