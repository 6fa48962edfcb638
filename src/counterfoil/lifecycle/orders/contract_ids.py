"""The id of the contract under which an order is: read with the rows that name it, by no query of its own (R53)."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from counterfoil.lifecycle.engagements.models import Contract

from .models import Order


def contract_of(engagement: str) -> Subquery:
    """The contract of the engagement whose id stands in this column."""
    own = Contract.objects.filter(company_id=OuterRef("company_id"), engagement_id=OuterRef(engagement))
    return Subquery(own.values("id")[:1])


def with_contract_ids(orders: QuerySet[Order]) -> QuerySet[Order]:
    """These orders, each with the id of its contract."""
    rows: Any = orders
    found: QuerySet[Order] = rows.annotate(contract_id=contract_of("engagement_id"))
    return found
