"""How companies' people, parties and settings look in answers. Amounts are strings; days and moments are ISO 8601."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from counterfoil.foundation.companies.models import ApiKey, Member, Team
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement

from .paging import Page


class Shape(BaseModel):
    """Read from a row by the names of its columns."""

    model_config = ConfigDict(from_attributes=True)


class Made(BaseModel):
    """What a verb left behind."""

    id: UUID


class TeamShape(Shape):
    """A team."""

    id: UUID
    name: str


class TeamPage(Page):
    """Teams, in the order in which they were added."""

    items: list[TeamShape]

    @classmethod
    def of(cls, rows: list[Team], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=[TeamShape.model_validate(row) for row in rows], next=following)


class ContractorShape(Shape):
    """A contractor. `member_id` is their own sign-in, if they have one."""

    id: UUID
    code: str
    name: str
    email: str
    address: str
    country: str
    currency: str
    member_id: UUID | None


class ContractorPage(Page):
    """Contractors, in the order in which they were added."""

    items: list[ContractorShape]

    @classmethod
    def of(cls, rows: list[Contractor], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=[ContractorShape.model_validate(row) for row in rows], next=following)


class ContractorMade(Made):
    """The contractor that was added."""

    code: str


class ContractorMatched(Made):
    """The policy that the contractor's invoices are matched by; empty for none of its own."""

    match_policy_id: str


class PartyIdentified(BaseModel):
    """Whose names these are, the company's own id for ourselves, and the names as they are compared."""

    id: UUID
    identities: list[str]


class ContractorHeld(Made):
    """The contractor and the hold that was placed or lifted."""

    hold_id: UUID


class EngagementShape(Shape):
    """An engagement: what a contractor was engaged for."""

    id: UUID
    contractor_id: UUID
    team_id: UUID | None
    title: str
    starts_on: date | None
    ends_on: date | None


class EngagementPage(Page):
    """Engagements, in the order in which they were added."""

    items: list[EngagementShape]

    @classmethod
    def of(cls, rows: list[Engagement], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=[EngagementShape.model_validate(row) for row in rows], next=following)


class RightShape(Shape):
    """One role, for the whole company or for one team."""

    role: str
    team_id: UUID | None


class MemberShape(Shape):
    """A member of the company with their rights. A `service` is a platform or a tool, and no person."""

    id: UUID
    name: str
    email: str
    state: str
    service: bool
    rights: list[RightShape]

    @classmethod
    def of(cls, row: Member) -> Self:
        """The member with the rights that were read along."""
        rights = [RightShape.model_validate(right) for right in row.rights.all()]
        return cls(id=row.id, name=row.name, email=row.email, state=row.state, service=row.service, rights=rights)


class MemberPage(Page):
    """Members, in the order in which they were invited."""

    items: list[MemberShape]

    @classmethod
    def of(cls, rows: list[Member], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=[MemberShape.of(row) for row in rows], next=following)


class MemberRole(Made):
    """The member and the role that was given or taken."""

    role: str


class MemberState(Made):
    """The member and their state."""

    state: str


class KeyShape(Shape):
    """An API key without its secret, which is nowhere. Whoever made it, and with which key, stands behind what it does."""

    id: UUID
    member_id: UUID
    name: str
    prefix: str
    scopes: list[str]
    expires_at: datetime | None
    revoked_at: datetime | None
    made_by_id: UUID
    made_with_id: UUID | None
    made_at: datetime


class KeyPage(Page):
    """Keys, in the order in which they were made."""

    items: list[KeyShape]

    @classmethod
    def of(cls, rows: list[ApiKey], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=[KeyShape.model_validate(row) for row in rows], next=following)


class KeyMade(Made):
    """The key that was made. `secret` and `warnings` are there the first time only: a replay of the request has neither.

    `warnings` say who can no longer approve or clear what a service brings by it.
    """

    prefix: str
    secret: str | None = None
    warnings: list[str] = []


class VersionMade(Made):
    """The version that was set."""

    version: int


class SeparationSet(Made):
    """Whether requester and approver must be two people."""

    separation: bool
