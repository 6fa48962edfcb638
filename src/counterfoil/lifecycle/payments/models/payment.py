"""Money out: payments, and which invoice each of them pays."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Counted, Frozen, Rule, RuleUpon, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import OrderLine, money

from ..states import BOUNCED, FIRST, REFUND, TRANSITIONS


def in_units(name: str, amount: str, currency: Any) -> models.CheckConstraint:
    """Money that moves has whole units of its currency: a tenth of a cent is nothing that a bank sends."""
    unit = models.Func(currency, function="last_unit", output_field=models.DecimalField())
    left = models.Func(models.F(amount), unit, function="mod", output_field=models.DecimalField())
    return models.CheckConstraint(name=name, condition=models.lookups.Exact(left, 0))


class Payment(Owned):
    """One payment to a contractor. `initiated_on` is the day it left us, `settled_on` the day it arrived.

    `ended_by` noted that it failed, took it back, or noted that a bank did (`reversed_on`); `day_reason` says why it left before
    it was released.
    """

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    STATES: ClassVar[dict[str, Any]] = {
        "released": _("released"),
        "initiated": _("on its way"),
        "settled": _("settled"),
        "failed": _("failed"),
        "cancelled": _("cancelled"),
        "reversed": _("reversed"),
    }

    state = plain(models.TextField(default="released"))
    version = models.IntegerField(default=1)
    contractor = Within(Contractor, related_name="+")
    currency = plain(models.CharField(max_length=3))
    amount = money()
    released_by = Within(Member, related_name="+")
    released_at = models.DateTimeField()
    initiated_on = models.DateField(null=True)
    initiated_at = models.DateTimeField(null=True)
    settled_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    reversed_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = Within(Member, null=True, related_name="+")
    day_reason = personal(models.TextField(default=""))
    reference = personal(models.TextField(default=""))
    reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("payment"),
            States(name="payment_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(
                name="payment_released",
                states=["released"],
                free="state version amount initiated_on initiated_at ended_at ended_by_id day_reason reference reason",
            ),
            Frozen(
                name="payment_initiated",
                states=["initiated"],
                free="state version settled_on settled_at ended_at ended_by_id reason",
            ),
            Frozen(
                name="payment_settled", states=["settled"], free="state version reversed_on ended_at ended_by_id reason"
            ),
            Frozen(name="payment_ended", states=["failed", "cancelled", "reversed"], free=""),
            Rule(name="payment_dated", function="guard_payment_dated"),
            Counted(name="payment_counted", function="count_payment"),
            Counted(name="payment_twin", function="count_twin", told=APPROVERS),
            Rule(name="payment_fits", function="guard_payment_fits", when="UPDATE"),
            models.CheckConstraint(name="payment_amount", condition=models.Q(amount__gt=0)),
            in_units("payment_units", "amount", models.F("currency")),
        ]
        indexes = [
            models.Index(name="payment_newest", fields=["company_id", "-released_at", "-id"]),
            models.Index(name="payment_state", fields=["company_id", "state", "-released_at", "-id"]),
            models.Index(
                name="payment_under_way",
                fields=["company_id", "contractor"],
                condition=models.Q(state__in=("released", "initiated")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.id)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]


class Allocation(Owned):
    """How much of which invoice a payment pays. `net` is the covered part of it; `live` until the payment ends unpaid.

    What is `unlinked` was taken out of the payment before that left. A part says what it is for: a line of the order, a period,
    or a purpose in words, such as a milestone (R106).
    """

    payment = Within(Payment, related_name="allocations")
    invoice = Within(Invoice, related_name="allocations")
    amount = money()
    net = money()
    live = models.BooleanField(default=True)
    unlinked = models.BooleanField(default=False)
    order_line = Within(OrderLine, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    purpose = personal(models.TextField(default=""))

    @property
    def bounced(self) -> bool:
        """Whether a bank gave back what was sent for it."""
        return not self.unlinked and self.payment.state in BOUNCED

    class Meta:
        constraints = [
            *owned("allocation"),
            Rule(name="allocation_payable", function="guard_allocation", told=APPROVERS),
            Counted(name="allocation_counted", function="count_allocation"),
            RuleUpon(name="invoice_paid", upon="invoices_invoice", function="guard_invoice_paid"),
            RuleUpon(name="invoice_advance", upon="invoices_invoice", function="guard_advance", told=APPROVERS),
            models.CheckConstraint(name="allocation_amount", condition=models.Q(amount__gt=0, net__gte=0)),
            models.CheckConstraint(
                name="allocation_unlinked", condition=models.Q(live=False) | models.Q(unlinked=False)
            ),
            models.CheckConstraint(
                name="allocation_period",
                condition=models.Q(starts_on__isnull=True, ends_on__isnull=True)
                | models.Q(starts_on__isnull=False, ends_on__isnull=False, starts_on__lte=models.F("ends_on")),
            ),
        ]
        indexes = [
            models.Index(name="allocation_invoice", fields=["company_id", "invoice"]),
            models.Index(name="allocation_payment", fields=["company_id", "payment"]),
        ]


class SetOff(Owned):
    """What an invoice is paid by a credit balance: `amount` of what arrived of `credited` and is owed no more, for `invoice`.

    `net` counts on the order of the invoice that is paid, `credited_net` comes off the order of the one that was credited. It
    goes with a payment of what is left, and comes back with it; where nothing is left to send there is none. Once it has arrived,
    `ended_by` of finance may take it back alone: a payment beside it stays.
    """

    payment = Within(Payment, null=True, related_name="set_offs")
    credited = Within(Invoice, related_name="+")
    invoice = Within(Invoice, related_name="set_offs")
    amount = money()
    net = money()
    credited_net = money()
    live = models.BooleanField(default=True)
    released_by = Within(Member, related_name="+")
    released_at = models.DateTimeField()
    ended_by = Within(Member, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    unseen: frozenset[UUID] = frozenset()
    """The invoices among the two that the reader does not see, and is not told of."""

    class Meta:
        constraints = [
            *owned("setoff"),
            Rule(name="setoff_payable", function="guard_setoff", told=APPROVERS),
            Counted(name="setoff_counted", function="count_setoff"),
            models.CheckConstraint(
                name="setoff_amount", condition=models.Q(amount__gt=0, net__gte=0, credited_net__gte=0)
            ),
        ]
        indexes = [
            models.Index(name="setoff_invoice", fields=["company_id", "invoice"]),
            models.Index(name="setoff_credited", fields=["company_id", "credited"]),
            models.Index(name="setoff_payment", fields=["company_id", "payment"]),
        ]


class Refund(Owned):
    """A credit balance that the contractor sent back: one person notes it, and it counts once a second one confirms it.

    `net` comes off the order of the credited invoice.
    """

    TRANSITIONS: ClassVar[Transitions] = REFUND
    STATES: ClassVar[dict[str, Any]] = {
        "noted": _("waits for a second person"),
        "confirmed": _("confirmed"),
        "withdrawn": _("withdrawn"),
    }

    state = plain(models.TextField(default="noted"))
    version = models.IntegerField(default=1)
    credited = Within(Invoice, related_name="refunds")
    amount = money()
    net = money()
    received_on = models.DateField()
    reference = personal(models.TextField(default=""))
    noted_by = Within(Member, related_name="+")
    noted_at = models.DateTimeField()
    decided_by = Within(Member, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("refund"),
            States(name="refund_states", first=("noted",), moves=pairs(REFUND)),
            Frozen(name="refund_noted", states=["noted"], free="state version decided_by_id decided_at reason"),
            Frozen(name="refund_ended", states=["confirmed", "withdrawn"], free=""),
            Rule(name="refund_confirmed", function="guard_refund", told=APPROVERS),
            Counted(name="refund_counted", function="count_refund"),
            models.CheckConstraint(name="refund_amount", condition=models.Q(amount__gt=0, net__gte=0)),
        ]
        indexes = [
            models.Index(name="refund_credited", fields=["company_id", "credited"]),
            models.Index(name="refund_noted", fields=["company_id", "credited"], condition=models.Q(state="noted")),
        ]

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]
