"""What can be billed on an order now, line by line."""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil.lifecycle.orders.models import RevisionLine


def billable(says: Sequence[RevisionLine]) -> list[tuple[RevisionLine, Decimal]]:
    """The lines on which something is left: accepted and not invoiced, or, before anything is accepted, ordered."""
    shown = any(said.line.accepted_quantity for said in says)
    left = [(said.line.accepted_quantity if shown else said.quantity) - said.line.covered_quantity for said in says]
    return [(said, quantity) for said, quantity in zip(says, left, strict=True) if quantity > 0]
