"""What the contracts of orders' engagements allow, and what the orders ask for: read for all of them at once."""

from collections.abc import Sequence
from dataclasses import fields
from uuid import UUID

from django.db import connection

from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.lifecycle.engagements.models import Contract
from counterfoil.lifecycle.engagements.queries import contract_of

from .contract_rules import ASKED, Contracted
from .models import Order

_COLUMNS = ", ".join(one.name for one in fields(Contracted))


def contracted(orders: Sequence[Order]) -> dict[UUID, Contracted]:
    """Of each of these orders that is to be submitted or issued, what its contract allows; none where none is signed."""
    asked = [order.id for order in orders if order.state in ASKED and order.engagement_id]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT order_id, {_COLUMNS} FROM contracted(%s, %s)", [orders[0].company_id, asked])
        return {order_id: Contracted(*said) for order_id, *said in cursor.fetchall()}


def lock_contract(order: Order) -> None:
    """One order after the other asks for what is left of a contract: the second sees what the first has taken."""
    found = contract_of(order.company_id, order.engagement_id) if order.engagement_id else None
    if found is not None:
        lock_row(Contract, order.company_id, found.id)
