"""Which engagements a picker offers. Reads only; every one takes `by`."""

from uuid import UUID

from django.db.models import QuerySet

from counterfoil.foundation.companies.models import Member

from . import queries
from .models import Engagement


def engagements_of(by: Member, contractor_id: UUID) -> QuerySet[Engagement]:
    """The company's engagements with one contractor, by title."""
    return queries.visible(by).filter(contractor_id=contractor_id).order_by("title", "id")
