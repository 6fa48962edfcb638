"""What an order says: its lines' identity with their balances, and what each revision says of them."""

from django.db import models

from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Balances, Rule, SameParent, owned
from counterfoil.foundation.kernel.tables import Owned, Within

from .measures import BALANCES, measure, money, settled, within_limit
from .order import Order


class Revision(Owned):
    """What an order says in one version: its dates and sums. Revision 0 is the order as first submitted.

    `allowance_amount` is what its match policy grants above the net amount, none by default. Of a loaded order every version
    is a revision: `loaded_from` is what arrived, and `net` is what its minter states, whatever the lines add up to.
    `title`, `notes` and `printed`, the custom fields on the document, are what the approvers were shown; `digest_form` says
    whether the hash covers title and notes (2) or is older (1).
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
        ]


class OrderLine(Owned):
    """A line's identity and its balances beside their limits, each as quantity and as amount.

    `reference` is what the minter of a loaded order calls it.
    """

    order = Within(Order, related_name="lines")
    position = models.IntegerField()
    reference = plain(models.TextField(default=""))
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
    text = personal(models.TextField())
    quantity = measure()
    unit = plain(models.TextField())
    unit_price = measure()
    amount = money()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    buyer_item = plain(models.TextField(default=""))
    seller_item = plain(models.TextField(default=""))
    match_policy = Within(MatchPolicy, null=True, related_name="+")
    allowance_quantity = measure()
    allowance_amount = money()

    class Meta:
        constraints = [
            *owned("revisionline"),
            settled("revisionline_settled"),
            SameParent(name="revisionline_same_order_line", field="line", parent="order"),
            SameParent(name="revisionline_same_order_revision", field="revision", parent="order"),
            models.UniqueConstraint(name="revisionline_once", fields=["company_id", "revision", "line"]),
            models.CheckConstraint(name="revisionline_quantity", condition=models.Q(quantity__gt=0)),
            models.CheckConstraint(name="revisionline_price", condition=models.Q(unit_price__gte=0)),
        ]
        indexes = [models.Index(name="revisionline_line", fields=["company_id", "order", "revision"])]
