"""Those we buy from: contractors, and (later) the clients whose orders reach us."""

from django.db import models

from counterfoil.foundation.catalogue.custom_kinds import CONTRACTOR
from counterfoil.foundation.catalogue.custom_values import CustomValue, valued
from counterfoil.foundation.catalogue.models import Discount, MatchPolicy, Tax
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVES_OR_PAYS
from counterfoil.foundation.kernel.archiving import Archivable
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Counted, Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.kernel.terms import are_terms

from .holds import Hold, hold_guards


class Contractor(Archivable, Owned):
    """Somebody whose work we buy. `code` is part of the contractor's own order codes; `member` is their login.

    `match_policy` is that of its newest assignment: the database writes it. The discounts, markups and taxes are those of the
    order that was submitted last: the next one begins with them (R152). `language` is what their orders are printed in; empty:
    the company's. `payment_terms` are taken over by their orders; empty: the company's (R127).
    """

    DISCOUNTS = ("first_discount", "second_discount")
    TAXES = ("first_tax", "second_tax")

    code = plain(models.TextField())
    name = personal(models.TextField())
    email = personal(models.EmailField(default=""))
    address = personal(models.TextField(default=""))
    country = plain(models.CharField(max_length=2, default=""))
    currency = plain(models.CharField(max_length=3))
    language = plain(models.TextField(default=""))
    payment_terms = plain(models.TextField(default=""))
    member = Within(Member, null=True, related_name="+")
    match_policy = Within(MatchPolicy, null=True, related_name="+")
    first_discount = Within(Discount, null=True, related_name="+")
    second_discount = Within(Discount, null=True, related_name="+")
    first_tax = Within(Tax, null=True, related_name="+")
    second_tax = Within(Tax, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            *owned("contractor"),
            Rule(name="contractor_stands", function="guard_contractor_stands", told=APPROVES_OR_PAYS),
            Rule(name="contractor_matched", function="guard_contractor_matched"),
            models.UniqueConstraint(name="contractor_code_once", fields=["company_id", "code"]),
            models.CheckConstraint(name="contractor_terms", condition=are_terms(empty=True)),
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(Owned):
    """By which policy a contractor's invoices are matched from a moment on; by none of its own, where none is named.

    Never changed, never deleted. The database says whether it `loosens`: whether it may let something pass that was stopped.
    """

    contractor = Within(Contractor, related_name="assignments")
    policy = Within(MatchPolicy, null=True, related_name="+")
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()
    loosens = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *owned("assignment"),
            Rule(name="assignment_follows", function="guard_assignment", when="INSERT"),
            Counted(name="assignment_holds", function="count_assignment"),
        ]
        indexes = [models.Index(name="assignment_contractor", fields=["company_id", "contractor", "-set_at"])]


class Identity(Owned):
    """A name by which the papers of others know one of our contractors, or ourselves where no contractor is named.

    `scheme` is `vat`, `gln`, `legal`, `name` or what the paper calls it; `value` has capitals and digits only, of a name those
    of any script.
    """

    scheme = plain(models.TextField())
    value = plain(models.TextField())
    contractor = Within(Contractor, null=True, related_name="identities")

    class Meta:
        constraints = [
            *owned("identity"),
            models.UniqueConstraint(
                name="identity_once", fields=["company_id", "scheme", "value", "contractor"], nulls_distinct=False
            ),
            models.CheckConstraint(name="identity_said", condition=~models.Q(scheme="") & ~models.Q(value="")),
        ]
        indexes = [models.Index(name="identity_contractor", fields=["company_id", "contractor"])]


class ContractorHold(Hold):
    """A hold on everything that concerns one contractor."""

    contractor = Within(Contractor, related_name="holds")

    class Meta:
        constraints = hold_guards("contractorhold")
        indexes = [models.Index(name="contractorhold_subject", fields=["company_id", "contractor", "state"])]


class ContractorValue(CustomValue):
    """What a custom field says of a contractor."""

    contractor = Within(Contractor, related_name="values")

    class Meta:
        constraints = valued("contractorvalue", CONTRACTOR, "contractor")
