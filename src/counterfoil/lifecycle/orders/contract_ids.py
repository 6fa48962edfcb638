"""The id of the contract under which an order is: read with the rows that name it, by no query of its own (R53)."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from counterfoil.lifecycle.engagements.models import Contract

from .models import Order


def contract_of(engagement: str) -> Subquery:
    """The contract of the engagement whose id stands in this column."""
    own = Contract.objects.filter(company_id=OuterRef("company_id"), engagement_id=OuterRef(engagement))
    return Subquery(own.values("id")[:1])


def contract_of_order(order: str) -> Subquery:
    """The same of the order whose id stands in this column: no join, so that which rows are shown is asked of one table."""
    named = Order.objects.filter(company_id=OuterRef("company_id"), id=OuterRef(OuterRef(order)))
    own = Contract.objects.filter(company_id=OuterRef("company_id"), engagement_id__in=named.values("engagement_id"))
    return Subquery(own.values("id")[:1])


def with_contract_ids(orders: QuerySet[Order]) -> QuerySet[Order]:
    """These orders, each with the id of its contract."""
    rows: Any = orders
    found: QuerySet[Order] = rows.annotate(contract_id=contract_of("engagement_id"))
    return found
