"""From whatever number a paper quotes to the order it means. Evidence, invoices and payments add theirs as they come."""

from uuid import UUID

from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.numbers import contractor_codes, normal


def orders_called(by: Member, text: str) -> list[UUID]:
    """The visible orders with exactly this number or contractor code, however it is spelled. Called inside a scope."""
    wanted = normal(text)
    if not wanted:
        return []
    called = Q(number_normal=wanted) | Q(contractor_code__in=contractor_codes(text))
    return list(queries.visible(by).filter(called).values_list("id", flat=True))
