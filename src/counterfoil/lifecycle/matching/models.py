"""Whether what was claimed may be paid: the cover that it takes, what stands against it, and who settles that."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Counted, Frozen, Rule, RuleUpon, SameParent, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.orders.models import Order, OrderLine, measure, money

from .kinds import KINDS, acceptable
from .states import FIRST, TRANSITIONS


def figure() -> Any:
    """A quantity or an amount that a finding speaks of."""
    return models.DecimalField(max_digits=30, decimal_places=6, null=True)


class Cover(Owned):
    """One taking of an order line by an invoice line, net. Giving back is a negative row; the sums are the balances.

    `small` is what rounding claims beyond the limit: it is no cover, and counts among the order's small differences.
    """

    order = Within(Order, related_name="+")
    order_line = Within(OrderLine, related_name="+")
    invoice_line = Within(InvoiceLine, related_name="covers")
    piece = Within(Piece, null=True, related_name="+")
    quantity = measure()
    amount = money()
    small = money()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("cover"),
            Rule(name="cover_claimed", function="guard_cover", when="INSERT"),
            Counted(name="cover_counted", function="count_cover"),
            SameParent(name="cover_same_order_line", field="order_line", parent="order"),
        ]
        indexes = [
            models.Index(name="cover_invoice_line", fields=["company_id", "invoice_line"]),
            models.Index(name="cover_order_line", fields=["company_id", "order_line"]),
        ]


class Surcharge(Owned):
    """What an invoice takes of its order beside its lines: charges, rounding, and what its total differs by, net.

    `amount` lies within the order's limit, `small` beyond it, among the small differences. Giving back is a negative row.
    """

    order = Within(Order, related_name="+")
    invoice = Within(Invoice, related_name="+")
    amount = money()
    small = money()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("surcharge"),
            Rule(name="surcharge_claimed", function="guard_surcharge", when="INSERT"),
            Counted(name="surcharge_counted", function="count_surcharge"),
        ]
        indexes = [
            models.Index(name="surcharge_invoice", fields=["company_id", "invoice"]),
            models.Index(name="surcharge_order", fields=["company_id", "order"]),
        ]


class Credit(Owned):
    """What one line of a credit note takes off one line of an invoice. Undoing it is a negative row.

    `quantity` and `amount` are given back to the order, and nothing for a rebate; `gross` is taken off what is to be paid.
    """

    note_line = Within(InvoiceLine, related_name="+")
    invoice = Within(Invoice, related_name="+")
    invoice_line = Within(InvoiceLine, related_name="+")
    quantity = measure()
    amount = money()
    gross = money()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("credit"),
            Rule(name="credit_claimed", function="guard_credit", when="INSERT"),
            Counted(name="credit_counted", function="count_credit"),
        ]
        indexes = [
            models.Index(name="credit_invoice", fields=["company_id", "invoice"]),
            models.Index(name="credit_note_line", fields=["company_id", "note_line"]),
        ]


class InvoiceException(Owned):
    """Something that stands against an invoice, with a named owner and a day until when it is settled.

    Accepted, it is pinned to its figures: the same look later passes, a worse one opens it again.
    """

    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS
    STATES: ClassVar[dict[str, Any]] = {
        "open": _("open"),
        "accepted": _("accepted"),
        "corrected": _("corrected"),
        "rejected": _("rejected"),
    }

    invoice = Within(Invoice, related_name="exceptions")
    invoice_line = Within(InvoiceLine, null=True, related_name="+")
    kind = plain(models.TextField())
    state = plain(models.TextField(default="open"))
    version = models.IntegerField(default=1)
    owner = Within(Member, related_name="+")
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    expected = figure()
    actual = figure()
    allowed = figure()
    excess = figure()
    measure = plain(models.TextField(default=""))
    note = personal(models.TextField(default=""))
    settled_by = Within(Member, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))

    class Meta:
        db_table = "matching_exception"
        constraints = [
            *owned("exception"),
            States(name="exception_states", first=FIRST, moves=pairs(TRANSITIONS)),
            Frozen(
                name="exception_found",
                states=["open", "accepted", "corrected", "rejected"],
                free="state version owner_id opened_at due_on expected actual allowed excess measure note settled_by_id "
                "settled_at reason",
            ),
            Rule(name="exception_accepted", function="guard_exception_accepted", told=APPROVERS),
            RuleUpon(name="invoice_unexcepted", upon="invoices_invoice", function="guard_invoice_unexcepted"),
            RuleUpon(name="invoice_correction", upon="invoices_invoice", function="guard_correction"),
            models.UniqueConstraint(
                name="exception_once", fields=["company_id", "invoice", "invoice_line", "kind"], nulls_distinct=False
            ),
            models.CheckConstraint(name="exception_kind", condition=models.Q(kind__in=sorted(KINDS))),
            models.CheckConstraint(
                name="exception_acceptable",
                condition=~models.Q(state="accepted") | models.Q(kind__in=sorted(filter(acceptable, KINDS))),
            ),
            models.CheckConstraint(
                name="exception_settled",
                condition=models.Q(state="open", settled_by__isnull=True, settled_at__isnull=True)
                | (~models.Q(state="open") & models.Q(settled_by__isnull=False, settled_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                name="exception_queue", fields=["company_id", "due_on", "id"], condition=models.Q(state="open")
            ),
            models.Index(
                name="exception_of", fields=["company_id", "owner", "due_on", "id"], condition=models.Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return str(KINDS[self.kind].words)

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]


class Route(Owned):
    """Who owns the exceptions of one kind from a moment on, and in how many working days they are due. The newest holds.

    Nobody is named by a version that is older than the versions.
    """

    kind = plain(models.TextField())
    version = models.IntegerField(default=1)
    owner = plain(models.TextField())
    working_days = models.IntegerField(default=2)
    set_by = Within(Member, null=True, related_name="+")
    set_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *owned("route"),
            Rule(name="route_follows", function="guard_route", when="INSERT"),
            models.UniqueConstraint(name="route_once", fields=["company_id", "kind", "version"]),
            models.CheckConstraint(name="route_kind", condition=models.Q(kind__in=sorted(KINDS))),
            models.CheckConstraint(name="route_days", condition=models.Q(working_days__gte=0, working_days__lte=60)),
        ]
