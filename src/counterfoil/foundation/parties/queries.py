"""Which contractors a member sees. Reads only; every one takes `by`."""

from django.db.models import QuerySet

from counterfoil.foundation.companies.models import Member

from .models import Contractor


def visible(by: Member) -> QuerySet[Contractor]:
    """The contractors that this member may see. Another company's are simply not there."""
    contractors: QuerySet[Contractor] = Contractor.objects.within(by.company_id)
    return contractors
