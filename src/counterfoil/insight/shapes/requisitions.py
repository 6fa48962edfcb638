"""How requisitions look. Amounts and figures are strings."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.policies.requisitions import RequisitionsNow
from counterfoil.insight.trace.offers import rounds_of
from counterfoil.lifecycle.engagements import requisition_queries as queries
from counterfoil.lifecycle.engagements.models import Requisition, RequisitionPolicy
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.requested import orders_under, taken_of

from .approvals import ApprovalShape
from .named import Named, Party
from .shape import Amount, From, Given, Shape, StateWords


class RequisitionsOrder(Shape, row=Order):
    """An order that begins with it."""

    id: UUID
    number: str | None
    title: str
    state: str


class RequisitionHead(Shape, row=Requisition):
    """A requisition as it stands in a list: what is asked for, and up to which net amount."""

    id: UUID
    version: int
    state: str
    state_words: StateWords
    title: str
    team_id: UUID | None
    made_by: Named
    contractor: Party | None = Field(description="Of whom it is ordered, where that is known already.")
    currency: str
    amount: Amount = Field(description="What its orders hold together at the most, net.")
    starts_on: date | None
    ends_on: date | None
    approval_id: UUID | None
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None


class RequisitionShape(RequisitionHead):
    """The whole requisition. `digest` is the hash of what was shown last: the `shown` that an approval names."""

    description: str
    digest: Annotated[str, From("document_sha256")] = Field(
        description="The SHA-256 of what was shown last; empty while nothing was."
    )
    reason: str = Field(description="Why it was rejected or withdrawn.")
    decided_by: Named | None
    approval: Given[ApprovalShape | None]
    taken: Given[str] = Field(description="What the orders that live under it hold of it by now, net.")
    orders: Given[list[RequisitionsOrder]] = Field(
        description="The orders that begin with it and that the reader sees."
    )


def requisition_of(by: Member, requisition_id: UUID) -> RequisitionShape:
    """A requisition that this reader sees, with the approval that it holds. Called inside a scope. Raises NotFound."""
    found = queries.requisition(by, requisition_id)

    def approval() -> ApprovalShape | None:
        rounds = rounds_of(by.company_id, found.id)
        held = [one.approval for one in rounds if one.approval.id == found.approval_id]
        return ApprovalShape.of(held[0], by) if held else None

    under = [RequisitionsOrder.of(one, by) for one in orders_under(by, found.id)]
    taken = money_text(taken_of(found), found.currency)
    return RequisitionShape.of(found, by, approval=approval, taken=taken, orders=under)


class RequisitionVersionShape(Shape, row=RequisitionPolicy):
    """One version: who set what, and when."""

    version: int
    requisitions_needed: bool
    set_by: Named
    set_at: datetime


class RequisitionPolicyShape(Shape, row=RequisitionsNow):
    """Whether orders begin with an approved requisition. Version 0: nothing was set, and they need not."""

    version: int
    requisitions_needed: bool
    set_by: Named | None
    set_at: datetime | None
    history: list[RequisitionVersionShape]
