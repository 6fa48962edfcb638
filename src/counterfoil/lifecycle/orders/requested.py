"""What the requisitions of orders allow, and what the orders ask for: read for all of them at once."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from uuid import UUID

from django.db import connection

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.lifecycle.engagements.models import Requisition
from counterfoil.lifecycle.engagements.requisition_queries import requisition_policy, visible_requisitions

from . import queries
from .models import Order
from .requested_rules import ASKED, Gate, Requested

_COLUMNS = ", ".join(one.name for one in fields(Requested))


def requested(orders: Sequence[Order]) -> dict[UUID, Requested]:
    """Of each of these orders that is to be submitted, issued or reopened, what its requisition allows, if it has one."""
    asked = [order.id for order in orders if order.state in ASKED and order.requisition_id]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT order_id, {_COLUMNS} FROM requested(%s, %s)", [orders[0].company_id, asked])
        return {order_id: Requested(*said) for order_id, *said in cursor.fetchall()}


def gate(orders: Sequence[Order]) -> Gate:
    """Since when the company's orders begin with a requisition; asked only where one of these has none."""
    if not any(_open(order) for order in orders):
        return None
    return gate_of(orders[0].company_id)


def gate_of(company_id: UUID) -> Gate:
    """The same, whatever the order."""
    policy = requisition_policy(company_id)
    return policy.set_at if policy and policy.requisitions_needed else None


def named(by: Member, requisition_id: UUID | None) -> Requisition | None:
    """The visible requisition that is named, if one is. Raises NotFound."""
    found: Requisition | None = visible_requisitions(by).one(requisition_id) if requisition_id else None
    return found


def lock_requisition(order: Order) -> None:
    """One order after the other asks for what is left of a requisition, behind the contract and before any counter."""
    if order.requisition_id is not None:
        lock_row(Requisition, order.company_id, order.requisition_id)


def taken_of(requisition: Requisition) -> Decimal:
    """What all orders that live under a requisition hold of it: a closed one what was invoiced."""
    with connection.cursor() as cursor:
        # No order has the requisition's own id: nothing is left out.
        cursor.execute(
            "SELECT taken_of_requisition(%s, %s, %s)", [requisition.company_id, requisition.id, requisition.id]
        )
        taken: Decimal = cursor.fetchone()[0]
    return taken


def orders_under(by: Member, requisition_id: UUID) -> list[Order]:
    """The visible orders that begin with a requisition, the newest first."""
    own = queries.visible(by).filter(requisition_id=requisition_id, discarded=False).select_related("contractor")
    return list(own.order_by("-created_at", "-id"))


def _open(order: Order) -> bool:
    return order.state in ("draft", "approved") and not order.is_loaded and order.requisition_id is None
