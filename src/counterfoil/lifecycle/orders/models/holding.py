"""What stands against an order: holds, and what its minter's documents contradict."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, SameParent, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.holds import Hold, hold_guards

from .order import Order
from .revision import OrderLine

FINDING_KINDS = ("line_amount", "total", "tax", "rate", "change", "cancellation")


class OrderHold(Hold):
    """A hold on one order."""

    order = Within(Order, related_name="holds")

    class Meta:
        constraints = hold_guards("orderhold")
        indexes = [models.Index(name="orderhold_subject", fields=["company_id", "order", "state"])]


class OrderFinding(Owned):
    """Something in what the minter of a loaded order wrote that does not agree. It is shown until a person settles it.

    `line_amount` and `total`: quantity and price, or the lines, give `expected`, and `actual` is stated. `tax`: what is stated is
    given by no two per cents, so its invoices' tax is compared with the rates that the company accepts. `rate`: no general rate
    holds for its currency (`note`) and day. `change` and `cancellation`: a later document of the minter that could not be
    followed, with the reason in `note`.
    """

    TRANSITIONS: ClassVar[Transitions] = {"settle": (("open",), "settled")}
    STATES: ClassVar[dict[str, Any]] = {"open": _("open"), "settled": _("settled")}

    order = Within(Order, related_name="findings")
    line = Within(OrderLine, null=True, related_name="+")
    arrival = Within(Arrival, related_name="+")
    kind = plain(models.TextField())
    state = plain(models.TextField(default="open"))
    version = models.IntegerField(default=1)
    expected = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    actual = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    note = personal(models.TextField(default=""))
    found_at = models.DateTimeField()
    settled_by = Within(Member, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = personal(models.TextField(default=""))

    class Meta:
        constraints = [
            *owned("orderfinding"),
            States(name="orderfinding_states", first=["open"], moves=pairs({"settle": (("open",), "settled")})),
            Frozen(name="orderfinding_found", states=["open"], free="state version settled_by_id settled_at reason"),
            Frozen(name="orderfinding_settled", states=["settled"], free=""),
            SameParent(name="orderfinding_same_order_line", field="line", parent="order"),
            models.CheckConstraint(name="orderfinding_kind", condition=models.Q(kind__in=FINDING_KINDS)),
            models.CheckConstraint(
                name="orderfinding_settlement",
                condition=models.Q(state="open", settled_by__isnull=True, settled_at__isnull=True)
                | models.Q(state="settled", settled_by__isnull=False, settled_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="orderfinding_order", fields=["company_id", "order", "state"])]

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]
