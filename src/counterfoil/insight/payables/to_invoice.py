"""What can be billed on an order now, line by line."""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil.lifecycle.orders.models import RevisionLine


def billable(says: Sequence[RevisionLine]) -> list[tuple[RevisionLine, Decimal]]:
    """The lines on which something is left: accepted and not invoiced, or, before anything is accepted, ordered."""
    shown = any(ordered.line.accepted_quantity for ordered in says)
    left = [
        (ordered.line.accepted_quantity if shown else ordered.quantity) - ordered.line.covered_quantity
        for ordered in says
    ]
    return [(ordered, quantity) for ordered, quantity in zip(says, left, strict=True) if quantity > 0]
