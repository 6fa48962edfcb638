"""An offer before a member: everything that its rules ask of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.cases import read_together

from . import queries
from .in_base import InBase, in_base
from .models import JobPost, Offer


class OfferCase(MemberCase):
    """One offer, with the approval that it holds."""

    subject = "offer"
    offer: Offer

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible offer and the steps of its approval, locked. Raises NotFound."""
        case = cls(by, at, offer=queries.locked_offer(by, subject_id))
        approval, steps = deciding.locked(case.offer.approval_id, by)
        case.__dict__.update(approval=approval, steps=steps)
        return case

    @property
    def seen(self) -> str:
        """Its version, which every change of it raises."""
        return str(self.offer.version)

    @cached_property
    def approval(self) -> Approval | None:
        """The approval that it holds."""
        approval: Approval | None = self.offer.approval
        return approval

    @cached_property
    def steps(self) -> Sequence[Step]:
        """The steps of that approval, in order."""
        own = Step.objects.within(self.by.company_id).filter(approval_id=self.offer.approval_id)
        return list(own.order_by("position"))

    @read_together
    def reviewed(cases: Sequence["OfferCase"]) -> Iterator[bool]:
        """Whether the company reviews its offers before they are sent."""
        policy = queries.hiring_policy(cases[0].by.company_id)
        yield from (policy is not None and policy.offers_reviewed for _case in cases)

    @cached_property
    def programme(self) -> str:
        """Whether the company, or the offer's team, uses purchase orders when it hires."""
        return queries.programme_of(self.by.company_id, self.offer.team_id)

    @cached_property
    def worth(self) -> InBase:
        """What it can come to at the most in the company's currency, exactly; None where no rate holds, or it has no most."""
        return in_base(self.company, self.offer.most_amount, self.offer.currency, self.today)

    @property
    def base_worth(self) -> Decimal | None:
        """The amount of that."""
        return self.worth.amount


class AnsweringCase(OfferCase):
    """An offer that is accepted: the post that it was made from is locked before it, as it came before."""

    post: JobPost | None = None

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible offer behind its post, locked. Raises NotFound."""
        post = queries.lock_post_of(by, subject_id)
        case = super().locked(by, at, subject_id)
        case.post = post if post and post.id == case.offer.post_id else None
        return case
