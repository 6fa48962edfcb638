"""How a request for approval looks: the content it binds to, each approver's word, and what changed since the last one."""

from datetime import datetime
from typing import Annotated

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.insight.trace.since import Otherwise, Since, as_plain

from .named import Named
from .shape import From, Shape, StateWords, Told


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


class OtherwiseShape(Shape, row=Otherwise):
    """One field that says otherwise now. `line` is its line's place; null on one side: it was not there, or is no more."""

    field: str
    line: int | None
    words: str
    before: Annotated[str | None, Told(lambda one: as_plain(one.before))]
    now: Annotated[str | None, Told(lambda one: as_plain(one.now))]


class SinceShape(Shape, row=Since):
    """What changed since the reader `decided` on the order at an earlier time, or else since it was last asked for, `at`."""

    at: datetime
    decided: bool
    changes: list[OtherwiseShape]
