"""How offers look, and what a company has set of how it hires. Amounts and figures are strings."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.policies.hiring import HiringNow
from counterfoil.insight.policies.programme import ProgrammeNow
from counterfoil.insight.trace.offers import rounds_of
from counterfoil.insight.trace.on_order import ChosenOrder, chosen_order
from counterfoil.lifecycle.engagements import queries
from counterfoil.lifecycle.engagements.models import Contract, HiringPolicy, JobPost, Offer, Programme

from .approvals import ApprovalShape
from .named import Named, Party, Titled
from .shape import AmountOrNone, Figure, From, Given, Inside, Shape, StateWords


class OfferHead(Shape, row=Offer):
    """An offer as it stands in a list: a fixed price (`amount`), or a rate for each unit (`unit_rate`).

    A contractor's own key is not told who made it, and for which team.
    """

    id: UUID
    version: int
    state: str
    state_words: StateWords
    title: str
    contractor: Party
    team_id: Inside[UUID | None]
    made_by: Inside[Named | None]
    currency: str
    amount: AmountOrNone
    unit_rate: Figure | None
    unit: str
    most_units: Figure | None
    most_amount: AmountOrNone = Field(description="What it can come to; none where its units have no most.")
    starts_on: date | None
    ends_on: date | None
    order_choice: str = Field(
        description="`order`, `later` where there is none yet, or empty while nothing was chosen."
    )
    engagement_id: UUID | None = Field(description="The engagement that came of it, once it is accepted.")
    post_id: Inside[UUID | None] = Field(description="The job post that it was made from, if it was.")
    created_at: datetime
    submitted_at: Inside[datetime | None]
    sent_at: datetime | None
    decided_at: datetime | None


class ChosenOrderShape(Shape, row=ChosenOrder):
    """The purchase order that was chosen: `order`, or `later` where there is none yet, with who gets one and by which day. Of
    one that this reader may not use neither number nor id is told."""

    kind: str
    number: str
    order_id: Annotated[Inside[UUID | None], From("seen_id")]
    owner: Inside[Named | None]
    due_on: Annotated[Inside[date | None], From("choice.due_on")]
    chosen_by: Inside[Named | None]
    chosen_at: Annotated[Inside[datetime | None], From("choice.chosen_at")]


class OfferShape(OfferHead):
    """The whole offer. `digest` is the hash of what was shown last: the `shown` that an approval and an answer name."""

    description: str
    digest: Annotated[str, From("document_sha256")] = Field(
        description="The SHA-256 of what was shown last; empty while nothing was."
    )
    reason: str = Field(description="Why it was rejected, declined or withdrawn.")
    sent_by: Inside[Named | None]
    decided_by: Inside[Named | None]
    engagement: Titled | None
    order: Given[ChosenOrderShape | None] = Field(
        description="The purchase order that it draws on, once one was chosen."
    )
    approval: Inside[Given[ApprovalShape | None]]


class JobPostShape(Shape, row=JobPost):
    """A job post: work for which somebody is looked for, with what it may cost."""

    id: UUID
    version: int
    state: str
    state_words: StateWords
    title: str
    description: str
    team_id: UUID | None
    made_by: Named
    currency: str
    budget: AmountOrNone
    starts_on: date | None
    ends_on: date | None
    order_choice: str = Field(
        description="`order`, `later` where there is none yet, or empty while nothing was chosen."
    )
    created_at: datetime
    published_at: datetime | None
    filled_at: datetime | None
    ended_at: datetime | None
    reason: str = Field(description="Why it was withdrawn.")


class JobPostBody(JobPostShape):
    """The same with the purchase order that was chosen."""

    order: Given[ChosenOrderShape | None] = Field(description="On which its work is to draw, once one was chosen.")


class ContractShape(Shape, row=Contract):
    """The contract of an engagement: whether work under it needs an order, and what its orders may hold together.

    `digest` is the hash of what was agreed to: of what the offer showed, or of the signed file.
    """

    id: UUID
    version: int
    state: str
    state_words: StateWords
    engagement: Titled
    contractor: Party
    order_kind: str = Field(description="`any`, `issued` here, `loaded` from elsewhere, or `none` that is needed.")
    currency: str
    amount: AmountOrNone = Field(description="The most of all its orders together, net; none where there is no most.")
    unit_rate: Figure | None
    unit: str
    starts_on: date | None
    ends_on: date | None
    offer_id: Inside[UUID | None] = Field(description="The offer that it came of, if it did.")
    digest: str
    signed_on: date | None
    signers: Inside[str | None]
    signed_by: Inside[Named | None]
    signed_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    reason: Inside[str | None] = Field(description="Why it ended.")


class ProgrammeVersionShape(Shape, row=Programme):
    """One version: who set what, for the company or for a team, and when."""

    version: int
    team_id: UUID | None
    mode: str = Field(description="`off`, `optional`, `required`, or of a team `company`: as its company does.")
    confirmed: bool
    set_by: Named
    set_at: datetime


class ProgrammeShape(Shape, row=ProgrammeNow):
    """Whether purchase orders are used when hiring. Version 0: nothing was set, and they are optional. `confirmed`: what a
    manager adds waits for finance's word. `teams` are those that say something of their own."""

    version: int
    mode: str
    confirmed: bool
    teams: list[ProgrammeVersionShape]
    history: list[ProgrammeVersionShape]


class HiringVersionShape(Shape, row=HiringPolicy):
    """One version: who set what, and when."""

    version: int
    offers_reviewed: bool
    set_by: Named
    set_at: datetime


class HiringPolicyShape(Shape, row=HiringNow):
    """How the company hires. Version 0: nothing was set, and offers are sent without a review."""

    version: int
    offers_reviewed: bool
    set_by: Named | None
    set_at: datetime | None
    history: list[HiringVersionShape]


def offer_of(by: Member, offer_id: UUID) -> OfferShape:
    """An offer that this reader sees, with the approval that it holds. Called inside a scope. Raises NotFound."""
    offer = queries.offer(by, offer_id)

    def approval() -> ApprovalShape | None:
        held = [one.approval for one in rounds_of(by.company_id, offer.id) if one.approval.id == offer.approval_id]
        return ApprovalShape.of(held[0], by) if held else None

    def order() -> ChosenOrderShape | None:
        chosen = chosen_order(by, offer)
        return ChosenOrderShape.of(chosen, by) if chosen else None

    return OfferShape.of(offer, by, approval=approval, order=order)


def job_post_of(by: Member, jobpost_id: UUID) -> JobPostBody:
    """A job post that this reader sees, with the order that was chosen for it. Called inside a scope. Raises NotFound."""
    post = queries.post(by, jobpost_id)
    chosen = chosen_order(by, post)
    return JobPostBody.of(post, by, order=ChosenOrderShape.of(chosen, by) if chosen else None)
