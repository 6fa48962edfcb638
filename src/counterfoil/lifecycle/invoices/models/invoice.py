"""The document that was claimed: an invoice or a credit note, and its balances."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Balances, Counted, Frozen, Rule, States, owned
from counterfoil.foundation.kernel.money import ZERO, round_down
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders.models import Order, money

from ..states import ENDED, FIRST, SETTLED_CONTENT, TRANSITIONS, UNFINISHED, WAITING

ADVANCE = "advance"
KINDS = ("invoice", "credit", ADVANCE)
DOCUMENT = "document"
BALANCES = "credited_amount charged_amount allocated_amount settled_amount returned_amount written_off_amount"


class Invoice(Owned):
    """One invoice or credit note as it was claimed, in its own currency. `total` is what is printed on it.

    An *advance* is the third kind: money that is asked for before there is an invoice. It covers nothing of its order. Once
    it has arrived it asks for nothing any more: all of it counts as credited, so that it is a credit balance like any other.

    `credited_amount` was taken off by credit notes, `charged_amount` is what it claims beside its lines, net;
    `allocated_amount` is in payments and set-offs that stand, `settled_amount` in those of them that have arrived, and
    `returned_amount` of that came back (set off against another invoice, or refunded) or was given up. `written_off_amount` is
    settled without money, and never in what is allocated or settled. The database counts all of them.
    `copy` tells an admitted duplicate, or a correction of the same number, from its first; it is 0 for all others. `arrival` is
    the document that said it, where nobody typed it; `type_code` is what the document calls itself. A correction takes the place
    of the invoice that it `corrects`, as soon as nothing stands on that one. `charges` are the document's own charges less its
    allowances, `prepaid` what it says was paid before.
    `due_on` is the day on which the next part of it is due that is neither paid nor credited, and of what is paid, the last one:
    the database writes it from its instalments. `stated_due_on` is what the invoice says of itself, and is shown beside it.
    `judged_at` is when a person last had it matched: it is held to the policies of that moment and to those of now. What is
    older than the column was judged when it was received.
    """

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    has_holds = True
    """Whether a hold may stand on it itself: `queries.with_standings` asks the database, and who did not ask reads them."""
    has_exceptions = True
    """Whether anything may have been found at an earlier look, in the same way."""
    has_corrections = True
    """Whether a correction may stand against it, in the same way."""
    alike: Sequence[str] | None = None
    """The numbers of earlier documents that may be this one. None: nobody asked the database."""
    STATES: ClassVar[dict[str, Any]] = {
        "received": _("received"),
        "matched": _("matched"),
        "disputed": _("disputed"),
        "cleared": _("cleared"),
        "rejected": _("rejected"),
        "paying": _("being paid"),
        "paid": _("paid"),
        "written_off": _("written off"),
        "credited": _("credited"),
        "void": _("void"),
    }

    KIND_WORDS: ClassVar[dict[str, Any]] = {
        "invoice": _("invoice"),
        "credit": _("credit note"),
        ADVANCE: _("advance"),
    }

    kind = plain(models.TextField(default="invoice"))
    state = plain(models.TextField(default="received"))
    version = models.IntegerField(default=1)
    origin = plain(models.TextField(default="typed"))
    arrival = Within(Arrival, null=True, related_name="+")
    contractor = Within(Contractor, related_name="+")
    number = plain(models.TextField())
    number_normal = plain(models.TextField())
    copy = models.IntegerField(default=0)
    quoted = plain(models.TextField(default=""))
    order = Within(Order, null=True, related_name="+")
    engagement = Within(Engagement, null=True, related_name="+")
    credits = Within("self", null=True, related_name="credit_notes")
    credits_number = plain(models.TextField(default=""))
    type_code = plain(models.TextField(default=""))
    written_as = plain(models.TextField(default=""))
    below_zero = models.BooleanField(default=False)
    is_correction = models.BooleanField(default=False)
    corrects = Within("self", null=True, related_name="corrections")
    corrects_number = plain(models.TextField(default=""))
    gives_back = models.BooleanField(default=True)
    currency = plain(models.CharField(max_length=3))
    issued_on = models.DateField()
    due_on = models.DateField(null=True)
    stated_due_on = models.DateField(null=True)
    net = money()
    charges = money()
    tax = money()
    rounding = money()
    prepaid = money()
    total = money()
    note = personal(models.TextField(default=""))
    entered_by = Within(Member, related_name="+")
    received_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    credited_amount = money()
    allocated_amount = money()
    settled_amount = money()
    returned_amount = money()
    written_off_amount = money()
    charged_amount = money()
    tax_rates = plain(ArrayField(models.DecimalField(max_digits=12, decimal_places=4), default=list))

    class Meta:
        constraints = [
            *owned("invoice"),
            Rule(name="invoice_not_on_shared", function="guard_not_on_shared"),
            States(name="invoice_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(
                name="invoice_claimed",
                states=["received", "disputed", *SETTLED_CONTENT],
                free="state version order_id engagement_id credits_id corrects_id looked_at judged_at quoted credits_number "
                f"currency issued_on due_on stated_due_on net charges tax tax_rates rounding prepaid total note {BALANCES}",
            ),
            Frozen(
                name="invoice_settled",
                states=SETTLED_CONTENT,
                free=f"state version looked_at judged_at due_on {BALANCES}",
            ),
            Rule(name="invoice_said", function="guard_invoice_said"),
            Rule(name="invoice_due", function="guard_invoice_due"),
            Balances(name="invoice_balances", columns=BALANCES),
            Counted(name="invoice_counted", function="count_invoice"),
            models.UniqueConstraint(
                name="invoice_number_once",
                fields=["company_id", "contractor", "kind", "number_normal", "copy"],
                condition=~models.Q(state="void"),
            ),
            models.CheckConstraint(name="invoice_kind", condition=models.Q(kind__in=KINDS)),
            models.CheckConstraint(
                name="invoice_sums",
                condition=models.Q(net__gte=0, tax__gte=0, total__gt=0, prepaid__gte=0) & ~models.Q(number_normal=""),
            ),
            models.CheckConstraint(
                name="invoice_origin",
                condition=models.Q(origin="typed", arrival__isnull=True)
                | models.Q(origin="document", arrival__isnull=False),
            ),
            models.CheckConstraint(
                name="invoice_within_total",
                condition=models.Q(credited_amount__gte=0, allocated_amount__gte=0)
                & models.Q(credited_amount__lte=models.F("total"))
                & (models.Q(allocated_amount__lte=models.F("total")) | models.Q(is_correction=True))
                & models.Q(settled_amount__gte=0, settled_amount__lte=models.F("allocated_amount"))
                & models.Q(returned_amount__gte=0, returned_amount__lte=models.F("settled_amount"))
                & models.Q(charged_amount__gte=0),
            ),
            models.CheckConstraint(
                name="invoice_advance_whole",
                condition=~models.Q(kind=ADVANCE)
                | models.Q(credited_amount=models.F("settled_amount"))
                & (models.Q(allocated_amount=0) | models.Q(allocated_amount=models.F("total"))),
            ),
            models.CheckConstraint(
                name="invoice_settled_once",
                condition=models.Q(written_off_amount=0)
                | models.Q(written_off_amount__gt=0)
                & models.Q(
                    total__gte=models.F("credited_amount")
                    + models.F("allocated_amount")
                    + models.F("written_off_amount")
                ),
            ),
        ]
        indexes = [
            models.Index(name="invoice_newest", fields=["company_id", "-received_at", "-id"]),
            models.Index(name="invoice_state", fields=["company_id", "state", "-received_at", "-id"]),
            models.Index(name="invoice_order", fields=["company_id", "order"]),
            models.Index(name="invoice_contractor", fields=["company_id", "contractor", "number_normal"]),
            models.Index(name="invoice_credits", fields=["company_id", "credits"]),
            models.Index(name="invoice_corrects", fields=["company_id", "corrects"]),
            models.Index(name="invoice_sum", fields=["company_id", "contractor", "issued_on", "total"]),
            models.Index(
                name="invoice_payable",
                fields=["company_id", "due_on", "id"],
                condition=models.Q(state__in=["matched", "cleared", "paying"]) & ~models.Q(kind="credit"),
            ),
            *(
                models.Index(
                    name=name,
                    fields=["company_id", *fields],
                    condition=models.Q(
                        settled_amount__gt=models.F("total") - models.F("credited_amount") + models.F("returned_amount")
                    ),
                )
                for name, fields in (
                    ("invoice_owed_back", ["contractor"]),
                    ("invoice_balance", ["received_at", "id"]),
                )
            ),
            *(
                models.Index(
                    "company_id",
                    "contractor_id",
                    models.Func("number_normal", function=f"number_{said}"),
                    name=f"invoice_{said}",
                )
                for said in ("figures", "look")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def state_of_kind(cls, state: str, kind: str) -> Any:
        """A state in words. An advance is matched with nothing: it waits."""
        return _("waits to be released") if (kind, state) == (ADVANCE, "matched") else cls.STATES[state]

    def state_words(self, state: str) -> Any:
        return self.state_of_kind(state, self.kind)

    @property
    def kind_words(self) -> Any:
        """What it is."""
        return self.KIND_WORDS[self.kind]

    @property
    def is_credit(self) -> bool:
        """Whether it is a credit note: its figures are taken off, never paid."""
        return self.kind == "credit"

    @property
    def is_claim(self) -> bool:
        """Whether it bills something: it is matched with its order, falls due, and counts as invoiced."""
        return self.kind == "invoice"

    @property
    def is_advance(self) -> bool:
        """Whether it asks for money before there is an invoice."""
        return self.kind == ADVANCE

    @property
    def is_live(self) -> bool:
        """Whether it hangs on its order, as the database counts it: until it is ended, an advance until it is paid, a credit
        note while it waits."""
        if self.is_advance:
            return self.state in UNFINISHED
        return self.state in WAITING if self.is_credit else self.state not in ENDED

    @property
    def is_document(self) -> bool:
        """Whether a document said it and nobody typed it: then nobody corrects it either."""
        return self.origin == DOCUMENT

    @property
    def reckoned(self) -> Any:
        """What its own figures give: lines, charges less allowances, tax, rounding, less what it says was paid before."""
        return self.net + self.charges + self.tax + self.rounding - self.prepaid

    @property
    def beside(self) -> Any:
        """What it claims beside its lines, net: charges less allowances, rounding, and what its total differs by."""
        return self.charges + self.rounding + self.total - self.reckoned

    @property
    def open_amount(self) -> Any:
        """What is still to be paid of it, in whole units of its currency; below zero: what stands on it is too much."""
        settled = self.credited_amount + self.allocated_amount + self.written_off_amount
        return round_down(self.total - settled, self.currency)

    @property
    def left_to_pay(self) -> Any:
        """The same as people read it: nothing, where too much stands on it."""
        return max(self.open_amount, ZERO)

    @property
    def owed_back(self) -> Any:
        """Its credit balance: what has arrived of it and is owed no more, less what came back or was given up."""
        return max(self.settled_amount - self.returned_amount - self.total + self.credited_amount, ZERO)

    @property
    def all_arrived(self) -> bool:
        """Whether nothing of it is left to be paid, and all that was paid has arrived."""
        return bool(self.open_amount <= 0 and self.settled_amount == self.allocated_amount)

    def stored(self) -> dict[str, Any]:
        """The ids and figures that a verb answers with."""
        order_id = str(self.order_id) if self.order_id else None
        return {"id": str(self.id), "state": self.state, "version": self.version, "order_id": order_id}
