"""A change request before a member: everything that its rules ask of it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member

from . import changerequest_queries as queries
from .in_base import InBase, in_base
from .models import ChangeRequest


class ChangeRequestCase(MemberCase):
    """One change request, with its contract and the approval that it holds."""

    subject = "changerequest"
    changerequest: ChangeRequest

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible change request behind its contract, and the steps of its approval, locked. Raises NotFound."""
        case = cls(by, at, changerequest=queries.locked_change(by, subject_id))
        approval, steps = deciding.locked(case.changerequest.approval_id, by)
        case.__dict__.update(approval=approval, steps=steps)
        return case

    @property
    def seen(self) -> str:
        """Its version, which every change of it raises."""
        return str(self.changerequest.version)

    @cached_property
    def approval(self) -> Approval | None:
        """The approval that it holds."""
        approval: Approval | None = self.changerequest.approval
        return approval

    @cached_property
    def steps(self) -> Sequence[Step]:
        """The steps of that approval, in order."""
        own = Step.objects.within(self.by.company_id).filter(approval_id=self.changerequest.approval_id)
        return list(own.order_by("position"))

    @cached_property
    def has_open_change(self) -> bool:
        """Whether a change of its contract is asked for already, or is being written."""
        return queries.has_open_change(self.by.company_id, self.changerequest.contract_id)

    @cached_property
    def worth(self) -> InBase:
        """What the contract would allow in all, in the company's currency, exactly; None where no rate holds, or it has no
        most."""
        return in_base(self.company, self.changerequest.amount, self.changerequest.currency, self.today)

    @property
    def base_worth(self) -> Decimal | None:
        """The amount of that."""
        return self.worth.amount
