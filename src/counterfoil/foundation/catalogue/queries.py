"""Which match policies there are. Reads only."""

from uuid import UUID

from django.db.models import QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here

from .models import MatchPolicy


def visible_policies(by: Member) -> QuerySet[MatchPolicy]:
    """The company's match policies with their tolerances: none of a contractor's business. Called inside a scope."""
    policies: QuerySet[MatchPolicy] = MatchPolicy.objects.within(by.company_id).prefetch_related("tolerances")
    return policies.order_by("name") if works_here(by.roles) else policies.none()


def policies_of(company_id: UUID) -> dict[UUID, MatchPolicy]:
    """Every match policy of the company with its tolerances, by id: there are few, and two queries read them all."""
    policies = MatchPolicy.objects.within(company_id).prefetch_related("tolerances")
    return {policy.id: policy for policy in policies}
