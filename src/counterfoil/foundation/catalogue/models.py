"""What a company decides once and every order then uses: how invoices are matched, how far they may deviate, its catalogues."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Counted, Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.trail.models import Xid8Field

from .custom_kinds import CHOICE, KIND_NAMES, PLACE_NAMES
from .kit import CatalogueRow, catalogued
from .rates import SOURCES
from .tolerances import ATTRIBUTES, DIRECTIONS, KINDS, NEEDS_AMOUNT, NEEDS_PERCENT


def percentage() -> "models.DecimalField[Decimal | None, Decimal | None]":
    """A per cent: four places, more are refused."""
    return models.DecimalField(max_digits=12, decimal_places=4, null=True)


def _exactly(figure: str, kinds: tuple[str, ...]) -> models.Q:
    """The figure is there, and not below zero, for exactly these kinds of tolerance."""
    return models.Q(kind__in=kinds, **{f"{figure}__isnull": False, f"{figure}__gte": 0}) | (
        ~models.Q(kind__in=kinds) & models.Q(**{f"{figure}__isnull": True})
    )


class MatchPolicy(Owned):
    """A way of matching invoices, by its name. Contractor, order and line may name one; what it says is in its versions."""

    name = personal(models.TextField())

    class Meta:
        constraints = [
            *owned("matchpolicy"),
            models.UniqueConstraint(name="matchpolicy_name_once", fields=["company_id", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class PolicyVersion(Owned):
    """What a policy says from a moment on, until a newer version says something else. Never changed, never deleted.

    Two-way or three-way, with which tolerances, and what is allowed above the order. One policy is the company's, by its
    newest version. `ways` that is null passes the question on. `allowance_percent` of quantity and amount is added to the
    limits of what is approved under it. `tax_rates` are the per cents of tax that are accepted on what is matched by it.
    The database says whether it `loosens`: whether it may let something pass that the version before it stopped, or, once
    the policy is the company's, the policy that was.
    """

    policy = Within(MatchPolicy, related_name="versions")
    version = models.IntegerField()
    ways = models.IntegerField(null=True)
    allowance_percent = percentage()
    tax_rates = plain(ArrayField(models.DecimalField(max_digits=7, decimal_places=4), null=True))
    is_default = models.BooleanField(default=False)
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()
    loosens = models.BooleanField(default=False)
    xact = plain(Xid8Field(null=True))

    class Meta:
        constraints = [
            *owned("policyversion"),
            Rule(name="policyversion_follows", function="guard_policyversion", when="INSERT"),
            # By its name it runs behind policyversion_trail: what it changes comes on the trail after the row itself.
            Counted(name="policyversion_weighed", function="judge_policyversion"),
            models.UniqueConstraint(name="policyversion_once", fields=["company_id", "policy", "version"]),
            models.CheckConstraint(
                name="policyversion_ways", condition=models.Q(ways__isnull=True) | models.Q(ways__in=(2, 3))
            ),
            models.CheckConstraint(
                name="policyversion_allowance",
                condition=models.Q(allowance_percent__isnull=True) | models.Q(allowance_percent__range=(0, 100)),
            ),
        ]


class Tolerance(Owned):
    """How far one attribute of an invoice may lie from what was ordered. Zero means zero; unlimited has to be said."""

    version = Within(PolicyVersion, related_name="tolerances")
    attribute = plain(models.TextField())
    kind = plain(models.TextField())
    percent = percentage()
    amount = models.DecimalField(max_digits=28, decimal_places=4, null=True)
    direction = plain(models.TextField(default="both"))

    class Meta:
        constraints = [
            *owned("tolerance"),
            Rule(name="tolerance_with_version", function="guard_tolerance", when="INSERT"),
            Counted(name="tolerance_judged", function="judge_policyversion"),
            models.UniqueConstraint(name="tolerance_once", fields=["company_id", "version", "attribute"]),
            models.CheckConstraint(name="tolerance_attribute", condition=models.Q(attribute__in=ATTRIBUTES)),
            models.CheckConstraint(name="tolerance_kind", condition=models.Q(kind__in=KINDS)),
            models.CheckConstraint(name="tolerance_direction", condition=models.Q(direction__in=DIRECTIONS)),
            models.CheckConstraint(
                name="tolerance_figures",
                condition=_exactly("percent", NEEDS_PERCENT) & _exactly("amount", NEEDS_AMOUNT),
            ),
        ]


class CostCentre(CatalogueRow):
    """Who bears a cost: a department, a site, a legal entity."""

    class Meta:
        constraints = catalogued("costcentre")


class Account(CatalogueRow):
    """Where a cost is booked: an account of the company's own ledger."""

    class Meta:
        constraints = catalogued("account")


class Discount(CatalogueRow):
    """A discount or markup that orders pick: a per cent of what their lines come to, below zero for a discount (R146, R148)."""

    percent = models.DecimalField(max_digits=12, decimal_places=4)
    compound = False
    """Whether it is reckoned on the taxes before it: no discount is."""

    class Meta:
        constraints = [
            *catalogued("discount"),
            models.CheckConstraint(
                name="discount_percent", condition=models.Q(percent__range=(-100, 1000)) & ~models.Q(percent=0)
            ),
        ]


class Tax(CatalogueRow):
    """A tax that orders pick. A compound one is reckoned on the taxes before it too (R151)."""

    percent = models.DecimalField(max_digits=12, decimal_places=4)
    compound = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *catalogued("tax"),
            models.CheckConstraint(name="tax_percent", condition=models.Q(percent__range=(0, 100))),
        ]


class Project(CatalogueRow):
    """What a cost is for. `reference` is what others call it."""

    reference = personal(models.TextField(default=""))
    team = Within(Team, null=True, related_name="+")

    class Meta:
        constraints = catalogued("project")


class CustomField(CatalogueRow):
    """A field of the company's own: on what it stands, what it holds, and how it is asked for (R165, R166).

    What it is on, what it holds, and whether its values are personal never change: values stand by them. `default` is written
    plainly. A choice is known by its words: one that is taken out of `choices` stays where it was chosen.
    """

    applies_to = plain(models.TextField(default="order"))
    kind = plain(models.TextField(default="line"))
    group = personal(models.TextField(default=""))
    position = models.IntegerField(default=0)
    required = models.BooleanField(default=False)
    default = personal(models.TextField(default=""))
    choices = personal(ArrayField(models.TextField(), default=list))
    printed = models.BooleanField(default=False)
    is_personal = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *catalogued("customfield"),
            Rule(name="customfield_stays", function="guard_customfield"),
            models.CheckConstraint(name="customfield_applies_to", condition=models.Q(applies_to__in=PLACE_NAMES)),
            models.CheckConstraint(name="customfield_kind", condition=models.Q(kind__in=KIND_NAMES)),
            models.CheckConstraint(
                name="customfield_choices",
                condition=models.Q(kind=CHOICE, choices__len__gt=0) | ~models.Q(kind=CHOICE) & models.Q(choices=[]),
            ),
        ]


class Rate(Owned):
    """What one unit of a currency is worth in the company's own, from a day on: typed, or as the European Central Bank says.

    A currency has one for a day. A correction raises the version, and the trail keeps what stood there before; the orders
    that were made by it keep theirs.
    """

    currency = plain(models.CharField(max_length=3))
    day = models.DateField()
    rate = models.DecimalField(max_digits=24, decimal_places=10)
    source = plain(models.TextField())
    version = models.IntegerField(default=1)
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("rate"),
            Rule(name="rate_kept", function="guard_rate"),
            models.UniqueConstraint(name="rate_once", fields=["company_id", "currency", "day"]),
            models.CheckConstraint(name="rate_above_zero", condition=models.Q(rate__gt=0)),
            models.CheckConstraint(name="rate_source", condition=models.Q(source__in=SOURCES)),
        ]
        indexes = [models.Index(name="rate_newest", fields=["company_id", "-day", "-id"])]

    def __str__(self) -> str:
        return f"{self.currency} · {self.day.isoformat()}"

    def stored(self) -> dict[str, Any]:
        """What its verb answers."""
        rate = plain_decimal(self.rate)
        return {"id": str(self.id), "currency": self.currency, "day": self.day.isoformat(), "rate": rate} | {
            "source": self.source,
            "version": self.version,
        }
