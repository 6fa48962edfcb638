"""An engagement before whoever asks for its order, or answers who does."""

from datetime import datetime
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.lifecycle.engagements import queries as engagements
from counterfoil.lifecycle.engagements.models import Engagement

from . import wishes


class WishCase(MemberCase):
    """One engagement, with what it wants and who waits for that."""

    subject = "engagement"
    engagement: Engagement

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible engagement, locked alone and read afterwards: who lets an order stand waits for it. Raises NotFound."""
        lock_row(Engagement, by.company_id, subject_id)
        own = engagements.visible(by).select_related("contractor")
        return cls(by, at, engagement=own.one(subject_id))

    @cached_property
    def wanted(self) -> Any:
        """Why it wants an order today, if it does."""
        return wishes.wanted(self.by.company_id, self.engagement.id, self.today)

    @cached_property
    def waiting(self) -> Any:
        """What waits for an order of it."""
        return wishes.open_wish(self.by.company_id, self.engagement.id)
