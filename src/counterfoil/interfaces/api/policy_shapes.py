"""What the API says of match policies: the version in force, and every one before it."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from counterfoil.foundation.catalogue.models import MatchPolicy, PolicyVersion, Tolerance
from counterfoil.foundation.companies.models import Member
from counterfoil.insight.shapes.named import Named
from counterfoil.insight.shapes.shape import Figure, From, Given, Shape

from .paging import Page
from .shapes import Made


class ToleranceShape(Shape, row=Tolerance):
    """One attribute's tolerance."""

    attribute: str
    kind: str
    percent: Figure | None
    amount: Figure | None
    direction: str


class PolicyVersionShape(Shape, row=PolicyVersion):
    """What a match policy says from a moment on. `loosens`: it may let something pass that was stopped before."""

    version: int
    ways: int | None
    allowance_percent: Figure | None
    tax_rates: list[Figure] | None
    is_default: bool
    tolerances: list[ToleranceShape]
    loosens: bool
    set_by: Named
    set_at: datetime


class MatchPolicyShape(PolicyVersionShape):
    """A match policy by the version in force, with all its versions, the newest first."""

    id: Annotated[UUID, From("policy_id")]
    name: Given[str]
    history: Given[list[PolicyVersionShape]]


class MatchPolicyPage(Page):
    """Match policies, in the order in which they were made."""

    items: list[MatchPolicyShape]

    @classmethod
    def of(cls, by: Member, rows: list[MatchPolicy], following: str | None) -> Self:
        """The page of these rows, with the versions that were read along."""
        return cls(items=[_policy(row, by) for row in rows], next=following)


class MatchPolicySet(Made):
    """The policy that was made or changed, and the version that holds now."""

    name: str
    version: int


def _policy(row: MatchPolicy, by: Member) -> MatchPolicyShape:
    versions = list(row.versions.all())
    return MatchPolicyShape.of(versions[0], by, name=row.name, history=PolicyVersionShape.each(versions, by))
