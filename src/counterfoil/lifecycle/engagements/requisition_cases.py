"""A requisition before a member: everything that its rules ask of it."""

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

from . import requisition_queries as queries
from .in_base import InBase, in_base
from .models import Requisition


class RequisitionCase(MemberCase):
    """One requisition, with the approval that it holds."""

    subject = "requisition"
    requisition: Requisition

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible requisition and the steps of its approval, locked. Raises NotFound."""
        case = cls(by, at, requisition=queries.locked_requisition(by, subject_id))
        approval, steps = deciding.locked(case.requisition.approval_id, by)
        case.__dict__.update(approval=approval, steps=steps)
        return case

    @property
    def seen(self) -> str:
        """Its version, which every change of it raises."""
        return str(self.requisition.version)

    @cached_property
    def approval(self) -> Approval | None:
        """The approval that it holds."""
        approval: Approval | None = self.requisition.approval
        return approval

    @cached_property
    def steps(self) -> Sequence[Step]:
        """The steps of that approval, in order."""
        own = Step.objects.within(self.by.company_id).filter(approval_id=self.requisition.approval_id)
        return list(own.order_by("position"))

    @cached_property
    def worth(self) -> InBase:
        """Its amount in the company's currency, exactly; None where no rate holds."""
        return in_base(self.company, self.requisition.amount, self.requisition.currency, self.today)

    @property
    def base_worth(self) -> Decimal | None:
        """The amount of that."""
        return self.worth.amount
