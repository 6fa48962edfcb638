"""Money out: payments, and which invoice each of them pays."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.guards import Counted, Frozen, Rule, RuleUpon, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import money

from .states import FIRST, TRANSITIONS


class Payment(Owned):
    """One payment to a contractor. `initiated_on` is the day it left us, `settled_on` the day it arrived."""

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    STATES: ClassVar[dict[str, Any]] = {
        "released": _("released"),
        "initiated": _("on its way"),
        "settled": _("settled"),
        "failed": _("failed"),
        "cancelled": _("cancelled"),
    }

    state = models.TextField(default="released")
    version = models.IntegerField(default=1)
    contractor = Within(Contractor, related_name="+")
    currency = models.CharField(max_length=3)
    amount = money()
    released_by = Within(Member, related_name="+")
    released_at = models.DateTimeField()
    initiated_on = models.DateField(null=True)
    initiated_at = models.DateTimeField(null=True)
    settled_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reference = models.TextField(default="")
    reason = models.TextField(default="")

    class Meta:
        constraints = [
            *owned(
                "payment",
                plain="state version contractor_id currency amount released_by_id released_at initiated_on initiated_at "
                "settled_on settled_at ended_at",
                personal="reference reason",
            ),
            States(name="payment_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(
                name="payment_released",
                states=["released"],
                free="state version initiated_on initiated_at ended_at reference reason",
            ),
            Frozen(
                name="payment_initiated",
                states=["initiated"],
                free="state version settled_on settled_at ended_at reason",
            ),
            Frozen(name="payment_ended", states=["settled", "failed", "cancelled"], free=""),
            Rule(name="payment_dated", function="guard_payment_dated"),
            Counted(name="payment_counted", function="count_payment"),
            models.CheckConstraint(name="payment_amount", condition=models.Q(amount__gt=0)),
        ]
        indexes = [
            models.Index(name="payment_newest", fields=["company_id", "-released_at", "-id"]),
            models.Index(name="payment_state", fields=["company_id", "state", "-released_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.id)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]


class Allocation(Owned):
    """How much of which invoice a payment pays. `net` is the covered part of it; `live` until the payment ends unpaid."""

    payment = Within(Payment, related_name="allocations")
    invoice = Within(Invoice, related_name="allocations")
    amount = money()
    net = money()
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            *owned("allocation", plain="payment_id invoice_id amount net live"),
            Rule(name="allocation_payable", function="guard_allocation", told=APPROVERS),
            Counted(name="allocation_counted", function="count_allocation"),
            RuleUpon(name="invoice_paid", upon="invoices_invoice", function="guard_invoice_paid"),
            models.CheckConstraint(name="allocation_amount", condition=models.Q(amount__gt=0, net__gte=0)),
        ]
        indexes = [
            models.Index(name="allocation_invoice", fields=["company_id", "invoice"]),
            models.Index(name="allocation_payment", fields=["company_id", "payment"]),
        ]
