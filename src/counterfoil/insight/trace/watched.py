"""The thresholds of an order: where each lies now, and when it was crossed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Prefetch, Subquery

from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders.models import Crossing, Order, Threshold
from counterfoil.lifecycle.orders.thresholds import of_order

_PER_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Crossed:
    """One crossing, and the moment of what brought it about."""

    crossing: Crossing
    at: datetime | None


@dataclass(frozen=True)
class Watched:
    """A threshold that stands: `mark` is where it lies now, `crossed` when it was crossed, the newest revision first."""

    threshold: Threshold
    mark: Decimal
    crossed: Sequence[Crossed]
    revision: int

    @property
    def now(self) -> Crossed | None:
        """Its crossing in the revision that stands."""
        return next((one for one in self.crossed if one.crossing.revision == self.revision), None)


def watched(order: Order) -> list[Watched]:
    """The thresholds that stand of an order. Called inside a scope."""
    entries = Entry.objects.filter(company_id=order.company_id, id=OuterRef("entry_id"))
    crossings = Crossing.objects.within(order.company_id).annotate(at=Subquery(entries.values("at")))
    own = of_order(order).filter(state="stands")
    found = own.prefetch_related(Prefetch("crossings", crossings.order_by("-revision")))
    return [
        Watched(one, mark(one, order), [Crossed(each, each.at) for each in one.crossings.all()], order.revision_number)
        for one in found
    ]


def mark(one: Threshold, order: Order) -> Decimal:
    """Where a threshold lies now, in the order's currency: the database reckons it so when it looks."""
    if one.amount is not None:
        return one.amount
    return (one.percent or Decimal()) * order.limit_amount * _PER_CENT
