"""What an order says: its lines' identity with their balances, and what each revision says of them."""

from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.models import Account, CostCentre, Discount, MatchPolicy, Project, Tax
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Balances, Rule, SameParent, owned
from counterfoil.foundation.kernel.tables import Owned, Within

from .measures import BALANCES, figures, measure, money, settled, within_limit
from .order import Order

DISCOUNT, TAX, ADJUSTMENT = "discount", "tax", "adjustment"
KINDS = (DISCOUNT, TAX, ADJUSTMENT)


class Revision(Owned):
    """What an order says in one version: its dates and sums. Revision 0 is the order as first submitted.

    `allowance_amount` is what its match policy grants above the net amount, none by default. Of a loaded order every version
    is a revision: `loaded_from` is what arrived, and `net` is what its minter states, whatever the lines add up to.
    `subtotal` is what its lines come to, `net` that with its discounts and markups, `total` that with taxes and adjustments.
    `title`, `notes` and `printed`, the custom fields on the document, are what the approvers were shown; `digest_form` says
    whether the hash covers title and notes (2) or is older (1).
    """

    order = Within(Order, related_name="revisions")
    number = models.IntegerField(default=0)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    subtotal = money()
    net = money()
    tax = money()
    adjustments = money()
    total = money()
    base_total = money()
    charge_count = models.IntegerField(default=0)
    sequential = models.BooleanField(default=False)
    allowance_amount = money()
    digest = plain(models.TextField(default=""))
    digest_form = models.IntegerField(default=1)
    title = personal(models.TextField(default=""))
    notes = personal(models.TextField(default=""))
    printed = personal(models.TextField(default=""))
    loaded_from = Within(Arrival, null=True, related_name="+")

    class Meta:
        constraints = [
            *owned("revision"),
            settled("revision_settled"),
            models.UniqueConstraint(name="revision_number_once", fields=["company_id", "order", "number"]),
            models.UniqueConstraint(name="revision_arrival_once", fields=["company_id", "loaded_from"]),
            models.UniqueConstraint(name="revision_of_order", fields=["company_id", "order", "id"]),
            models.CheckConstraint(
                name="revision_total",
                condition=models.Q(total=models.F("net") + models.F("tax") + models.F("adjustments"))
                & figures("subtotal", "total", "base_total"),
            ),
        ]

    @cached_property
    def all_charges(self) -> "list[RevisionCharge]":
        """Its discounts and markups, then its taxes, then its adjustments. Where it has none, nothing is asked."""
        if not self.charge_count:
            return []
        own = RevisionCharge.objects.within(self.company_id).filter(revision_id=self.id)
        return sorted(own, key=lambda one: (KINDS.index(one.kind), one.position))

    def charges_of(self, kind: str) -> "list[RevisionCharge]":
        """Those of one kind, in their order."""
        return [one for one in self.all_charges if one.kind == kind]

    @property
    def before_net(self) -> "list[RevisionCharge]":
        """What makes the net of its lines, in the order in which it is reckoned and printed."""
        return self.charges_of(DISCOUNT)

    @property
    def after_net(self) -> "list[RevisionCharge]":
        """What makes the total of the net, in the order in which it is reckoned and printed."""
        return [one for one in self.all_charges if not one.is_discount]

    @property
    def authorised(self) -> Decimal:
        """What may be invoiced, net: adjustments are no tax, and are invoiced too."""
        return self.net + self.adjustments


class OrderLine(Owned):
    """A line's identity and its balances beside their limits, each as quantity and as amount.

    `reference` is what the minter of a loaded order calls it, `job` what a project tool calls the job: one live order line alone
    names it (R105). `job_ended` is counted: the reference is free again once its order is cancelled.
    """

    order = Within(Order, related_name="lines")
    position = models.IntegerField()
    reference = plain(models.TextField(default=""))
    job = plain(models.TextField(default=""))
    job_ended = models.IntegerField(default=0)
    limit_quantity = measure()
    limit_amount = money()
    accepted_quantity = measure()
    accepted_amount = money()
    covered_quantity = measure()
    covered_amount = money()

    class Meta:
        constraints = [
            *owned("orderline"),
            settled("orderline_settled"),
            Rule(name="orderline_limit", function="guard_line_limit"),
            Balances(name="orderline_balances", columns=f"{BALANCES} job_ended"),
            models.UniqueConstraint(
                name="orderline_job_once",
                fields=["company_id", "job"],
                condition=~models.Q(job="") & models.Q(job_ended=0),
            ),
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
    """What one revision says of one line.

    `amount` is after its own discount (below zero) or markup, `share` what it bears of the order's: both together are its net.
    `heading` is printed above it and `details` below, and neither costs anything.
    """

    order = Within(Order, related_name="+")
    revision = Within(Revision, related_name="lines")
    line = Within(OrderLine, related_name="said")
    heading = personal(models.TextField(default=""))
    text = personal(models.TextField())
    details = personal(models.TextField(default=""))
    quantity = measure()
    unit = plain(models.TextField())
    unit_price = measure()
    discount = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    amount = money()
    share = money()
    tax_exempt = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    buyer_item = plain(models.TextField(default=""))
    seller_item = plain(models.TextField(default=""))
    match_policy = Within(MatchPolicy, null=True, related_name="+")
    cost_centre = Within(CostCentre, null=True, related_name="+")
    account = Within(Account, null=True, related_name="+")
    project = Within(Project, null=True, related_name="+")
    allowance_quantity = measure()
    allowance_amount = money()

    class Meta:
        constraints = [
            *owned("revisionline"),
            settled("revisionline_settled"),
            SameParent(name="revisionline_same_order_line", field="line", parent="order"),
            SameParent(name="revisionline_same_order_revision", field="revision", parent="order"),
            models.UniqueConstraint(name="revisionline_once", fields=["company_id", "revision", "line"]),
            models.CheckConstraint(
                name="revisionline_quantity", condition=models.Q(quantity__gt=0) & figures("quantity")
            ),
            models.CheckConstraint(
                name="revisionline_price", condition=models.Q(unit_price__gte=0) & figures("unit_price")
            ),
            models.CheckConstraint(name="revisionline_amount", condition=figures("amount", "share")),
            models.CheckConstraint(name="revisionline_discount", condition=models.Q(discount__range=(-100, 1000))),
        ]
        indexes = [models.Index(name="revisionline_line", fields=["company_id", "order", "revision"])]

    @property
    def net(self) -> Decimal:
        """What it comes to after every discount and markup."""
        return self.amount + self.share


class RevisionCharge(Owned):
    """One discount, markup, tax or adjustment of a revision. Name, per cent and kind of tax are as they were when it was picked.

    An order has at most two discounts or markups and at most two taxes, each in a place of its own (R145, R149). An adjustment
    has no per cent: it is the amount that was typed, in words of its own (R159).
    """

    KIND_WORDS: ClassVar[dict[str, Any]] = {
        DISCOUNT: _("Discount or markup"),
        TAX: _("Tax"),
        ADJUSTMENT: _("Adjustment"),
    }

    order = Within(Order, related_name="+")
    revision = Within(Revision, related_name="charges")
    kind = plain(models.TextField())
    position = models.IntegerField()
    words = personal(models.TextField())
    percent = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    compound = models.BooleanField(default=False)
    amount = money()
    discount = Within(Discount, null=True, related_name="+")
    tax = Within(Tax, null=True, related_name="+")

    class Meta:
        constraints = [
            *owned("revisioncharge"),
            settled("revisioncharge_settled"),
            SameParent(name="revisioncharge_same_order", field="revision", parent="order"),
            models.UniqueConstraint(name="revisioncharge_once", fields=["company_id", "revision", "kind", "position"]),
            models.CheckConstraint(name="revisioncharge_kind", condition=models.Q(kind__in=KINDS)),
            models.CheckConstraint(
                name="revisioncharge_at_most_two",
                condition=models.Q(position__range=(1, 2)) | models.Q(kind=ADJUSTMENT, position__range=(1, 100)),
            ),
            models.CheckConstraint(
                name="revisioncharge_percent",
                condition=models.Q(kind=DISCOUNT, percent__range=(-100, 1000), percent__isnull=False, tax__isnull=True)
                | models.Q(kind=TAX, percent__range=(0, 100), percent__isnull=False, discount__isnull=True)
                | models.Q(kind=ADJUSTMENT, percent__isnull=True, discount__isnull=True, tax__isnull=True),
            ),
            models.CheckConstraint(name="revisioncharge_amount", condition=figures("amount")),
        ]
        indexes = [models.Index(name="revisioncharge_of", fields=["company_id", "order", "revision"])]

    @property
    def is_discount(self) -> bool:
        """Whether it is a discount or markup: it is reckoned before the net."""
        return bool(self.kind == DISCOUNT)
