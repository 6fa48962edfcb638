"""Requests for approval as pages lay them out: each approver's word as a sentence, the newest request first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.insight.trace.facts import Round
from counterfoil.insight.verbs.role_words import role_words

Name = Callable[[UUID | None], str]


@dataclass(frozen=True)
class ShownStep:
    """One approver's word as a sentence; a step that nobody took yet says whose it is."""

    state: str
    icon: str
    words: str
    decided_at: Any
    reason: str


@dataclass(frozen=True)
class ShownRound:
    """One request for approval, newest first."""

    number: int
    approval: Any
    state: Any
    steps: Sequence[ShownStep]


def shown_rounds(rounds: Sequence[Round], name: Name) -> list[ShownRound]:
    """These requests, with the names of whoever took their steps."""
    numbered = list(enumerate(rounds, start=1))
    return [
        ShownRound(
            number, one.approval, one.approval.STATES[one.approval.state], [_step(step, name) for step in one.steps]
        )
        for number, one in reversed(numbered)
    ]


def _step(step: Any, name: Name) -> ShownStep:
    params = {"who": name(step.member_id), "n": step.position, "role": role_words(step.role)}
    words = {
        "given": _("%(who)s approved"),
        "refused": _("%(who)s rejected"),
        "waiting": _("Step %(n)s waits for the role: %(role)s"),
    }[step.state]
    icon = {"given": "check", "refused": "x", "waiting": "hourglass"}[step.state]
    own = " " + _("(their own request)") if step.by_requester else ""
    return ShownStep(step.state, icon, words % params + own, step.decided_at, step.reason)
