"""How a request for approval looks: the content it binds to, and each approver's word."""

from datetime import datetime
from typing import Annotated

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.facts import Facts, Round

from .named import Named
from .shape import From, Given, Known, Shape, StateWords


class StepShape(Shape, row=Step):
    """One approver's step. `by_requester` marks an approval of one's own request, in a company of one."""

    position: int
    role: str
    state: str
    state_words: StateWords
    member: Named | None
    decided_at: datetime | None
    reason: str
    by_requester: bool


class ApprovalShape(Shape, row=Approval):
    """One request for approval. `digest` is the content it binds to."""

    state: str
    state_words: StateWords
    digest: str
    policy_version: Annotated[int, From("policy.version")]
    requester: Named
    opened_at: datetime
    closed_at: datetime | None
    steps: Given[list[StepShape]]


def round_of(one: Round, by: Member, known: Known) -> ApprovalShape:
    """A request with the words given on it."""
    return ApprovalShape.of(one.approval, by, known, steps=StepShape.each(one.steps, by, known))


def standing_round(facts: Facts, by: Member, known: Known) -> ApprovalShape | None:
    """The approval that the order holds now, or nothing before it is submitted."""
    held = [one for one in facts.rounds if one.approval.id == facts.order.approval_id]
    return round_of(held[0], by, known) if held else None
