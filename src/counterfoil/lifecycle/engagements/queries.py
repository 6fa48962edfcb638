"""Which engagements a member sees. Reads only; every one takes `by`."""

from django.db.models import QuerySet

from counterfoil.foundation.companies.models import Member

from .models import Engagement


def visible(by: Member) -> QuerySet[Engagement]:
    """The engagements that this member may see. Another company's are simply not there."""
    engagements: QuerySet[Engagement] = Engagement.objects.within(by.company_id)
    return engagements
