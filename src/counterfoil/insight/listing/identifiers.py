"""The identifiers by which an order is known elsewhere, and which travel together in every file (R53): the order's own, its
contract's, its approval's and its requisition's."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.orders.models import Order

from .columns import BETWEEN, Text
from .reader import Reader

Orders = Callable[[Any], list[Order]]
"""The orders that a row is of. Each has been read with the id of its contract."""
_READ = (
    ("order_id", _("Order id"), lambda order: order.id),
    ("contract_id", _("Contract id"), lambda order: order.contract_id),
    ("approval_id", _("Approval id"), lambda order: order.approval_id),
    ("requisition_id", _("Requisition id"), lambda order: order.requisition_id),
)


def identifiers(orders: Orders) -> tuple[Text, ...]:
    """One column for each identifier: on a page where it is chosen, in a file by itself."""
    return tuple(
        Text(label, _of(orders, read), called=name, inside=True, chosen_only=True, filed=True)
        for name, label, read in _READ
    )


def _of(orders: Orders, read: Callable[[Order], Any]) -> Callable[[Any, Reader], str]:
    def told(one: Any, reader: Reader) -> str:
        found = (read(order) for order in orders(one))
        return BETWEEN.join(dict.fromkeys(str(each) for each in found if each))

    return told
