"""A loaded order that several contracts share, and what one of them has of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.guards import Counted, Rule
from counterfoil.foundation.kernel.money import ZERO

LOADED = "loaded"
SINGLE, SHARED, SHARE = "single", "shared", "share"
"""The kinds of orders: one contractor's own; one that several contracts share; and what one contract has of such a one."""


class Sharing(models.Model):
    """What is asked of an order's kind."""

    kind: str
    state: Any
    limit_amount: Any
    drawn_amount: Any
    valid_through: date | None
    contractor_id: Any
    contractor: Any

    class Meta:
        abstract = True

    @property
    def is_shared(self) -> bool:
        """Whether contracts draw on it: what is done, billed and paid stands on their shares."""
        return self.kind == SHARED

    @property
    def payee_id(self) -> UUID:
        """The contractor of an order that has one: not asked of a shared order."""
        payee: UUID = self.contractor_id
        return payee

    @property
    def paid_member_id(self) -> UUID | None:
        """The sign-in of whom it pays, where there is one."""
        return self.contractor.member_id if self.contractor else None

    @property
    def is_share(self) -> bool:
        """Whether it is what one contract has of a shared order."""
        return self.kind == SHARE

    @property
    def left_to_draw(self) -> Any:
        """What of a shared order no share holds. Closed or cancelled, what was left of it is given up."""
        return self.limit_amount - self.drawn_amount if self.state == "issued" else ZERO


SHARING_GUARDS = [
    Rule(name="order_shared", function="guard_order_shared", told=APPROVERS),
    Counted(name="order_shares", function="count_shares"),
    Counted(name="order_told", function="tell_offer"),
    models.CheckConstraint(
        name="order_drawn",
        condition=models.Q(drawn_amount__gte=0, drawn_amount__lte=models.F("limit_amount")),
    ),
    models.CheckConstraint(
        name="order_kind",
        condition=models.Q(
            kind=SINGLE, contractor__isnull=False, drawn_from__isnull=True, valid_through__isnull=True, restricted=False
        )
        | models.Q(kind=SHARED, origin=LOADED, contractor__isnull=True, engagement__isnull=True)
        & models.Q(drawn_from__isnull=True, contractor_code__isnull=True)
        | models.Q(kind=SHARE, origin=LOADED, contractor__isnull=False, engagement__isnull=False)
        & models.Q(drawn_from__isnull=False, valid_through__isnull=True, restricted=False),
    ),
]
SHARING_INDEXES = [
    models.Index(
        name="order_shared_newest",
        fields=["company_id", "-created_at", "-id"],
        condition=models.Q(kind=SHARED),
    ),
    models.Index(
        name="order_drawn_from",
        fields=["company_id", "drawn_from"],
        condition=models.Q(drawn_from__isnull=False),
    ),
]
