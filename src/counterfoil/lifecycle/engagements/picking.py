"""Which engagements a picker offers. Reads only; every one takes `by`."""

from uuid import UUID

from django.db.models import Q, QuerySet

from counterfoil.foundation.companies.models import Member

from . import queries
from .models import Engagement


def engagements_of(by: Member, contractor_id: UUID, chosen: UUID | None = None) -> QuerySet[Engagement]:
    """The company's engagements with one contractor, by title: none that is archived, but for one that is `chosen` already."""
    offered = Q(archived_at__isnull=True) | Q(id=chosen)
    return queries.visible(by).filter(offered, contractor_id=contractor_id).order_by("title", "id")
