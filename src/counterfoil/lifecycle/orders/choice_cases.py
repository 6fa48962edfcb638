"""An offer or a job post before whoever chooses the order that it draws on."""

from datetime import date
from typing import Any, Protocol

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_members
from counterfoil.foundation.kernel.cases import Case
from counterfoil.lifecycle.engagements.jobpost_cases import JobPostCase
from counterfoil.lifecycle.engagements.models import JobPost, Offer
from counterfoil.lifecycle.engagements.models.programme import OFF
from counterfoil.lifecycle.engagements.offer_cases import OfferCase


class Choosing(Protocol):
    """What choosing asks of a case, whatever the order is chosen for."""

    by: Member
    at: Any

    @property
    def thing(self) -> Offer | JobPost:
        """For what it is chosen."""

    @property
    def today(self) -> date:
        """The company's day."""


class OfferChoiceCase(OfferCase):
    """An offer, for which an order is chosen."""

    @classmethod
    def concerns(cls, case: Case) -> bool:
        """Where the programme is off nothing offers to choose one."""
        return isinstance(case, cls) and case.programme != OFF

    @property
    def thing(self) -> Offer:
        """For what it is chosen."""
        return self.offer


class PostChoiceCase(JobPostCase):
    """A job post, for which an order is chosen."""

    @classmethod
    def concerns(cls, case: Case) -> bool:
        """Where the programme is off nothing offers to choose one."""
        return isinstance(case, cls) and case.programme != OFF

    @property
    def thing(self) -> JobPost:
        """For what it is chosen."""
        return self.post


def owner_named(by: Member, owner_id: Any) -> Member:
    """Who is to get an order: whoever is named, else who says so. Raises NotFound."""
    if owner_id is None or owner_id == by.id:
        return by
    active = visible_members(by).filter(state=Member.ACTIVE, service=False)
    found: Member = active.prefetch_related("rights").one(owner_id)
    return found
