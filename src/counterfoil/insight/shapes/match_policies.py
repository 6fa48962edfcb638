"""How a match policy looks: the version in force, and every one before it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from counterfoil.foundation.catalogue.models import MatchPolicy, PolicyVersion, Tolerance
from counterfoil.foundation.companies.models import Member

from .named import Named
from .shape import Figure, From, Given, Shape


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


def policy_of(row: MatchPolicy, by: Member) -> MatchPolicyShape:
    """A policy with the versions that were read along."""
    versions = list(row.versions.all())
    return MatchPolicyShape.of(versions[0], by, name=row.name, history=PolicyVersionShape.each(versions, by))
