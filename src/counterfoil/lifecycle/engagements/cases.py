"""An engagement before a member."""

from datetime import datetime
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member

from . import queries
from .models import Engagement


class EngagementCase(MemberCase):
    """One engagement."""

    subject = "engagement"
    engagement: Engagement

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible engagement, locked. Raises NotFound."""
        return cls(by, at, engagement=queries.visible(by).locked(subject_id))
