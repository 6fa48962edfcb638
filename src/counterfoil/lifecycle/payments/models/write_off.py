"""What is settled without money, and never counted as paid: write-offs, and up to what amount one person alone writes off."""

from typing import Any, ClassVar

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
from counterfoil.lifecycle.orders.models import Order, money

from ..states import WRITE_OFF, WRITE_OFF_FIRST
from .payment import in_units

INVOICE, REST, BALANCE = "invoice", "order", "balance"
"""What is written off: what is left of an invoice, what no invoice claims of an order, or what is owed back of an invoice."""


class WriteOff(Owned):
    """A phantom payment (R162): it settles what is left of something without money, and is never counted as paid (R163).

    `amount` is all that was left: of an invoice or its credit balance gross, of an order net. `net` is what of a balance would
    have come off its order. It stands at once, or once a second person has approved it; `ended_by` withdrew or reversed it.
    """

    TRANSITIONS: ClassVar[Transitions] = WRITE_OFF
    STATES: ClassVar[dict[str, Any]] = {
        "noted": _("waits for a second person"),
        "standing": _("written off"),
        "withdrawn": _("withdrawn"),
        "reversed": _("reversed"),
    }
    KINDS: ClassVar[dict[str, Any]] = {
        INVOICE: _("What was left of an invoice"),
        REST: _("What was left of an order"),
        BALANCE: _("A credit balance"),
    }

    state = plain(models.TextField(default="noted"))
    version = models.IntegerField(default=1)
    kind = plain(models.TextField())
    order = Within(Order, related_name="+")
    invoice = Within(Invoice, null=True, related_name="write_offs")
    currency = plain(models.CharField(max_length=3))
    amount = money()
    net = money()
    reason = personal(models.TextField())
    noted_by = Within(Member, related_name="+")
    noted_at = models.DateTimeField()
    approved_by = Within(Member, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    ended_by = Within(Member, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("writeoff"),
            States(name="writeoff_states", first=WRITE_OFF_FIRST, moves=pairs(WRITE_OFF)),
            Frozen(
                name="writeoff_noted",
                states=["noted"],
                free="state version approved_by_id approved_at ended_by_id ended_at ended_reason",
            ),
            Frozen(
                name="writeoff_standing", states=["standing"], free="state version ended_by_id ended_at ended_reason"
            ),
            Frozen(name="writeoff_ended", states=["withdrawn", "reversed"], free=""),
            Rule(name="writeoff_apart", function="guard_writeoff", told=APPROVERS),
            Rule(name="writeoff_left", function="guard_writeoff_left"),
            Counted(name="writeoff_counted", function="count_writeoff"),
            RuleUpon(name="invoice_written_off", upon="invoices_invoice", function="guard_invoice_written_off"),
            models.CheckConstraint(
                name="writeoff_amount", condition=models.Q(amount__gt=0, net__gte=0) & ~models.Q(reason="")
            ),
            models.CheckConstraint(
                name="writeoff_kind",
                condition=models.Q(kind=REST, invoice__isnull=True)
                | models.Q(kind__in=(INVOICE, BALANCE), invoice__isnull=False),
            ),
            in_units("writeoff_units", "amount", models.F("currency")),
            models.UniqueConstraint(
                name="writeoff_waits_once",
                fields=["company_id", "order", "invoice", "kind"],
                condition=models.Q(state="noted"),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(name="writeoff_newest", fields=["company_id", "-noted_at", "-id"]),
            models.Index(name="writeoff_order", fields=["company_id", "order"]),
            models.Index(name="writeoff_invoice", fields=["company_id", "invoice"]),
            models.Index(
                name="writeoff_to_approve",
                fields=["company_id", "noted_at", "id"],
                condition=models.Q(state="noted"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.KINDS[self.kind])

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    @property
    def contractor(self) -> Contractor:
        """Whose money it concerns."""
        contractor: Contractor = self.order.contractor
        return contractor

    @property
    def kind_words(self) -> Any:
        """What of what was written off, in words."""
        return self.KINDS[self.kind]


class WriteOffLimit(Owned):
    """Up to what amount, in the company's currency, one person alone writes off from a moment on. The newest holds.

    It is only ever added to, so that what was there already keeps the lowest that has held since it came.
    """

    version = models.IntegerField(default=1)
    amount = money()
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("writeofflimit"),
            Rule(name="writeofflimit_follows", function="guard_writeofflimit", when="INSERT"),
            models.UniqueConstraint(name="writeofflimit_once", fields=["company_id", "version"]),
            models.CheckConstraint(name="writeofflimit_amount", condition=models.Q(amount__gte=0)),
        ]
