"""What the verbs of people, parties and settings answer with: the same again at every replay."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field


class Made(BaseModel):
    """What a verb left behind."""

    id: UUID


class LogoStored(Made):
    """The company, and the SHA-256 of the picture that is printed from now on."""

    sha256: str


class ContractorMade(Made):
    """The contractor that was added."""

    code: str


class ContractorStored(Made):
    """The contractor as it stands now."""

    code: str
    version: int


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


class MemberInvited(Made):
    """The invited member and until when their link works. The link is `/invitation/` on this server and the `secret`, which is
    there the first time only: a replay of the request has none."""

    expires_at: datetime
    secret: str | None = None


class MailWaiting(Made):
    """The member who is invited, and the mail that waits to go out."""

    mail_id: UUID


class MemberRole(Made):
    """The member and the role that was given or taken."""

    role: str


class HandedOver(Made):
    """The member, who goes on with it, how many things of each kind moved, and how many of what stays theirs are under way."""

    to_id: UUID
    moved: dict[str, int]
    stays: dict[str, int]


class MemberState(Made):
    """The member and their state."""

    state: str


class KeyMade(Made):
    """The key that was made. `secret` and `warnings` are there the first time only: a replay of the request has neither.

    `warnings` say who can no longer approve or clear what a service brings by it.
    """

    prefix: str
    secret: str | None = None
    warnings: list[str] = []


class BatchBegun(Made):
    """What is done with many things: with which verb, and how many they are."""

    verb: str
    rows: int


class ViewKept(Made):
    """The view, what it is called, and whether its list begins with it. The columns that are kept have no name."""

    name: str
    is_default: bool


class VersionMade(Made):
    """The version that was set."""

    version: int


class MatchPolicySet(VersionMade):
    """The policy that was made or changed, and the version that holds now."""

    name: str


class SeparationStored(Made):
    """Whether requester and approver must be two people."""

    separation: bool


class RouteStored(VersionMade):
    """The kind, who settles it, and the version that holds now."""

    kind: str
    owner: str


class SeparationNow(SeparationStored):
    """The same, with how many members may approve, and whether two people are needed now: with a second one always."""

    approvers: int
    two_people: bool


class RateSet(VersionMade):
    """The rate as it stands now."""

    currency: str
    day: date
    rate: str
    source: str


class RatesLoaded(Made):
    """What became of the rates of a file, and from which day to which they are."""

    added: int
    corrected: int
    same: int = Field(description="They were there already: nothing was changed.")
    typed: int = Field(description="Somebody typed another one here, which stays.")
    first_day: date
    last_day: date
