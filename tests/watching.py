"""What tests of thresholds begin with: orders that are watched, and what was crossed on them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Crossing
from counterfoil.lifecycle.orders.thresholds import Thresholds

from .cast import NOW, Cast


def at(*said: str) -> Thresholds:
    """Thresholds as one says them: `accepted 80%`, `invoiced 500`."""
    lines: list[dict[str, Any]] = []
    for one in said:
        figure, where = one.split()
        name = "percent" if where.endswith("%") else "amount"
        lines.append({"figure": figure, name: where.rstrip("%")})
    return Thresholds.model_validate({"thresholds": lines})


def watch(cast: Cast, order_id: UUID, *said: str, who: str = "fay", **more: Any) -> dict[str, Any]:
    """Let exactly these thresholds stand on an order."""
    return orders.set_thresholds(by=cast.members[who], at=NOW, order_id=order_id, values=at(*said), **more)


def watched(cast: Cast, *said: str, **more: Any) -> UUID:
    """An issued order over 1000.00 EUR with these thresholds."""
    order_id = cast.issued(**more)
    watch(cast, order_id, *said)
    return order_id


def crossings(cast: Cast, order_id: UUID) -> list[tuple[str, int, Decimal, Decimal]]:
    """What was crossed: of which figure, in which revision, where it lay and with how much."""
    with scope.reading(cast.company_id):
        found = Crossing.objects.filter(order_id=order_id).select_related("threshold")
        rows = found.order_by("revision", "threshold__figure", "mark")
        return [(one.threshold.figure, one.revision, one.mark, one.amount) for one in rows]
