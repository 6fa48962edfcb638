"""How a company's people, its contractors and their engagements, and the keys of its members look."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import ApiKey, Company, Member, Right, Team, View
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement

from .custom import CustomFields
from .shape import Inside, Shape, Told
from .terms import TermsWords


class CompanyShape(Shape, row=Company):
    """The company: how it is named and reached, how it writes, and its currency, which stays."""

    id: UUID
    slug: str
    name: str
    currency: str
    country: str
    timezone: str
    locale: str
    billing_address: str
    invoice_channel: str
    separation: bool
    own_keys: bool
    sequential_discounts: bool
    mails_remittances: bool
    coding_required: list[str]
    letterhead: str
    terms: str
    logo_sha256: str
    payment_terms: str
    payment_terms_words: TermsWords


class TeamShape(Shape, row=Team):
    """A team."""

    id: UUID
    name: str


class ContractorShape(Shape, row=Contractor):
    """A contractor. `member_id` is their own sign-in, if they have one."""

    id: UUID
    code: str
    name: str
    email: str
    address: str
    country: str
    currency: str
    language: str
    payment_terms: str = Field(description="Their own; empty where the company's hold.")
    payment_terms_words: TermsWords
    member_id: UUID | None
    archived_at: Inside[datetime | None]
    version: int
    fields: CustomFields


class EngagementShape(Shape, row=Engagement):
    """An engagement: what a contractor was engaged for."""

    id: UUID
    contractor_id: UUID
    team_id: UUID | None
    title: str
    starts_on: date | None
    ends_on: date | None
    archived_at: Inside[datetime | None]
    version: int


class RightShape(Shape, row=Right):
    """One role, for the whole company or for one team. It counts through `until`, and reaches up to `most`, in the company's
    currency; `only` names the verbs that are done by it, where it does not carry all of its role. What is over is not here."""

    role: str
    team_id: UUID | None
    until: date | None
    most: Annotated[str | None, Told(lambda right: None if right.most is None else plain_decimal(right.most))]
    only: list[str]


class MemberShape(Shape, row=Member):
    """A member of the company with their rights. A `service` is a platform or a tool, and no person."""

    id: UUID
    name: str
    email: str
    state: str
    service: bool
    rights: list[RightShape]


class KeyShape(Shape, row=ApiKey):
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


class ViewShape(Shape, row=View):
    """A view of a list: `address` is what stands behind the question mark of the list's address, for page and API alike."""

    id: UUID
    list_name: str
    name: str
    address: str
    is_default: bool
