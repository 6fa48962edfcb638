"""A contract, and an engagement that is to have one, before a member."""

from datetime import datetime
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member

from . import queries
from .models import Contract, Engagement


class ContractCase(MemberCase):
    """One contract."""

    subject = "contract"
    contract: Contract

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible contract, locked. Raises NotFound."""
        return cls(by, at, contract=queries.locked_contract(by, subject_id))

    @property
    def seen(self) -> str:
        """Its version, which every change of it raises."""
        return str(self.contract.version)

    @property
    def engagement(self) -> Engagement:
        """Of which it is."""
        engagement: Engagement = self.contract.engagement
        return engagement
