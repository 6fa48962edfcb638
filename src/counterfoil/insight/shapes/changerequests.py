"""How change requests look, and what was changed of a contract. Amounts and figures are strings."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.offers import rounds_of
from counterfoil.lifecycle.engagements import changerequest_queries as changes
from counterfoil.lifecycle.engagements import queries
from counterfoil.lifecycle.engagements.models import ChangeRequest

from .approvals import ApprovalShape
from .hiring import ContractShape
from .named import Named, Party, Titled
from .shape import AmountOrNone, Figure, From, Given, Inside, Shape, StateWords


class Changed(Shape, row=ChangeRequest):
    """What a contract allowed (`was_…`), and what it allows, or shall allow, from then on. What is null caps nothing."""

    currency: str
    order_kind: str = Field(description="`any`, `issued` here, `loaded` from elsewhere, or `none` that is needed.")
    amount: AmountOrNone = Field(description="The most of all its orders together, net.")
    unit_rate: Figure | None
    unit: str
    starts_on: date | None
    ends_on: date | None
    was_order_kind: str
    was_amount: AmountOrNone
    was_unit_rate: Figure | None
    was_unit: str
    was_starts_on: date | None
    was_ends_on: date | None


class ContractChange(Changed):
    """One change of a contract that was approved, counted from 1 as `number`. A contractor's own key is not told who approved it,
    and why."""

    id: Inside[UUID | None]
    number: int
    why: Inside[str | None]
    decided_at: datetime
    decided_by: Inside[Named | None]


_NOT_TOLD = {"id": None, "why": None, "decided_by": None}
"""What of a change only those read who see its request."""


class ContractBody(ContractShape):
    """The same with every change of it that was approved, in order."""

    changes: Given[list[ContractChange]] = Field(description="What was changed of it since it was signed, in order.")


class ChangeRequestHead(Changed):
    """A change request as it stands in a list."""

    id: UUID
    version: int
    state: str
    state_words: StateWords
    contract_id: UUID
    engagement: Titled
    contractor: Party
    made_by: Named
    approval_id: UUID | None
    number: int | None = Field(description="The how many-th change of its contract it is, once it is approved.")
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None


class ChangeRequestShape(ChangeRequestHead):
    """The whole change request. `digest` is the hash of what was shown last: the `shown` that an approval names."""

    why: str
    digest: Annotated[str, From("document_sha256")] = Field(
        description="The SHA-256 of what was shown last; empty while nothing was."
    )
    reason: str = Field(description="Why it was rejected or withdrawn.")
    decided_by: Named | None
    approval: Given[ApprovalShape | None]


def change_request_of(by: Member, changerequest_id: UUID) -> ChangeRequestShape:
    """A change request that this reader sees, with the approval that it holds. Called inside a scope. Raises NotFound."""
    found = changes.change(by, changerequest_id)

    def approval() -> ApprovalShape | None:
        held = [one.approval for one in rounds_of(by.company_id, found.id) if one.approval.id == found.approval_id]
        return ApprovalShape.of(held[0], by) if held else None

    return ChangeRequestShape.of(found, by, approval=approval)


def contract_of(by: Member, contract_id: UUID) -> ContractBody:
    """A contract that this reader sees, with what was changed of it. Called inside a scope. Raises NotFound."""
    found = queries.contract(by, contract_id)
    seen = set(changes.visible_changes(by).filter(contract_id=contract_id).values_list("id", flat=True))
    told = ContractChange.each(changes.changes_made(found), by)
    kept = [one if one.id in seen else one.model_copy(update=_NOT_TOLD) for one in told]
    return ContractBody.of(found, by, changes=kept)
