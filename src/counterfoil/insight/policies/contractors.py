"""By which policy a contractor's invoices are matched, and how that came to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.catalogue.queries import policies_of
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.models import Assignment, Contractor
from counterfoil.foundation.parties.queries import assignments_of, visible


@dataclass(frozen=True)
class ContractorMatching:
    """A contractor's own policy, if it has one; the company's, which speaks where it says nothing; every assignment, the
    newest first."""

    contractor: Contractor
    policy: MatchPolicy | None
    company: MatchPolicy | None
    history: Sequence[Assignment]


def contractor_matching(by: Member, contractor_id: UUID) -> ContractorMatching:
    """The same for somebody who reads match policies. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "matchpolicy"):
        raise NotFound("matchpolicy")
    contractor: Contractor = visible(by).select_related("match_policy").one(contractor_id)
    own = next((one.policy_id for one in policies_of(by.company_id).values() if one.is_default), None)
    company = MatchPolicy.objects.within(by.company_id).filter(id=own).first() if own else None
    history = list(reversed(assignments_of(by.company_id, contractor.id)))
    return ContractorMatching(contractor, contractor.match_policy, company, history)
