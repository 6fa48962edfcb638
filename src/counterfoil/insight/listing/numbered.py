"""The states of orders that have their number."""

from django.db.models import Q

from counterfoil.lifecycle.orders.models import Order

from .filters import Kind

NUMBERED_STATES = {
    name: Kind(Order.STATES[name], lambda reader, name=name: Q(state=name))  # type: ignore[misc]
    for name in ("issued", "closed", "cancelled")
}
"""An order has its number from its issue on; a loaded one brings it along."""
