"""Which contractors a member sees. Reads only; every one takes `by`."""

from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.kernel.tables import Rows

from .models import Contractor, ContractorHold


def visible(by: Member) -> Rows:
    """The contractors that this member may see: all of the company's, or, for a contractor, themselves."""
    contractors: Rows = Contractor.objects.within(by.company_id)
    return contractors if works_here(by.roles) else contractors.filter(member_id=by.id)


def holds_on(company_id: UUID, contractor_id: UUID) -> list[ContractorHold]:
    """The holds that stand on a contractor, with their owners, oldest first. Called inside a scope."""
    standing = ContractorHold.objects.within(company_id).filter(contractor_id=contractor_id, state="standing")
    return list(standing.select_related("owner").order_by("placed_at", "id"))
