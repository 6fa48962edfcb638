"""Which engagements a member sees. Reads only; every one takes `by`."""

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.kernel.tables import Rows

from .models import Engagement


def visible(by: Member) -> Rows:
    """The engagements that this member may see: all of the company's, or, for a contractor, their own."""
    engagements: Rows = Engagement.objects.within(by.company_id)
    return engagements if works_here(by.roles) else engagements.filter(contractor__member_id=by.id)
