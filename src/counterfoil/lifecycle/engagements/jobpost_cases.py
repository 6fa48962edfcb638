"""A job post before a member."""

from datetime import datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member

from . import queries
from .models import JobPost


class JobPostCase(MemberCase):
    """One job post."""

    subject = "jobpost"
    post: JobPost

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible post, locked. Raises NotFound."""
        return cls(by, at, post=queries.locked_post(by, subject_id))

    @cached_property
    def programme(self) -> str:
        """Whether the company, or the post's team, uses purchase orders when it hires."""
        return queries.programme_of(self.by.company_id, self.post.team_id)

    @property
    def seen(self) -> str:
        """Its version, which every change of it raises."""
        return str(self.post.version)
