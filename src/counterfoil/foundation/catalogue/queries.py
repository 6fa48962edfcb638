"""Which match policies there are, and what they say: now, or at an earlier moment. Reads only."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.kernel.tables import Rows

from .models import MatchPolicy, PolicyVersion


def visible_policies(by: Member) -> QuerySet[MatchPolicy]:
    """The company's match policies with all their versions, the newest first: none of a contractor's business.

    Called inside a scope.
    """
    versions = _versions(by.company_id).select_related("set_by").order_by("-version")
    policies: QuerySet[MatchPolicy] = MatchPolicy.objects.within(by.company_id).filter(versions__version=1)
    policies = policies.prefetch_related(Prefetch("versions", versions))
    return policies.order_by("name") if works_here(by.roles) else policies.none()


def policies_of(company_id: UUID, at: datetime | None = None) -> dict[UUID, PolicyVersion]:
    """What every match policy of the company says, by the policy's id: its newest version, or that of an earlier moment.

    There are few, and two queries read them all.
    """
    return in_force(_versions(company_id), at)


def history_of(company_id: UUID) -> list[PolicyVersion]:
    """Every version of every policy, the oldest first."""
    return list(_versions(company_id).select_related("policy", "set_by").order_by("set_at", "version"))


def in_force(versions: Rows, at: datetime | None = None) -> dict[UUID, PolicyVersion]:
    """The newest of these versions of each policy, or the newest of that moment."""
    known = versions if at is None else versions.filter(set_at__lte=at)
    newest = known.order_by("policy_id", "-version").distinct("policy_id")
    return {version.policy_id: version for version in newest}


def _versions(company_id: UUID) -> Rows:
    versions: Rows = PolicyVersion.objects.within(company_id).prefetch_related("tolerances")
    return versions
