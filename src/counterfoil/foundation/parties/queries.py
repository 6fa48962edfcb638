"""Which contractors a member sees. Reads only; every one takes `by`."""

from django.db.models import QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here

from .models import Contractor


def visible(by: Member) -> QuerySet[Contractor]:
    """The contractors that this member may see: all of the company's, or, for a contractor, themselves."""
    contractors: QuerySet[Contractor] = Contractor.objects.within(by.company_id)
    return contractors if works_here(by.roles) else contractors.filter(member_id=by.id)
