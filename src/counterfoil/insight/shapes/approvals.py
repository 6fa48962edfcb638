"""How a request for approval looks: the content it binds to, and each approver's word."""

from datetime import datetime
from typing import Annotated

from counterfoil.foundation.approvals.models import Approval, Step

from .named import Named
from .shape import From, Shape, StateWords


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
    steps: list[StepShape]
