"""A contractor before a member."""

from datetime import datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member

from . import queries
from .models import Contractor


class ContractorCase(MemberCase):
    """One contractor."""

    subject = "contractor"
    contractor: Contractor

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible contractor. Raises NotFound."""
        return cls(by, at, contractor=queries.visible(by).one(subject_id))


class ChangingCase(ContractorCase):
    """One contractor whose own row is about to change."""

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible contractor, locked. Raises NotFound."""
        return cls(by, at, contractor=queries.visible(by).locked(subject_id))

    @cached_property
    def member(self) -> Member:
        """Who is to sign in as them. Raises NotFound."""
        return queries.member_to_link(self.by, self.given["member_id"])
