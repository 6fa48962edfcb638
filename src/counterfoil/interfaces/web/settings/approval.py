"""The page of the approval policy: who must say yes from which amount on, who could, and every version."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from counterfoil.foundation.approvals.models import Level, Policy
from counterfoil.foundation.approvals.rules import levels_for
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.policies.approval import LevelNow, approval_policy
from counterfoil.insight.policies.setters import Setter
from counterfoil.insight.verbs.available import asked
from counterfoil.insight.verbs.role_words import SOMEBODY

from ..session.member import MemberRequest, signed_in
from .pages import HERE, inside

MOST_NAMED = 8
"""How many of those who could give a step are named."""


@dataclass(frozen=True)
class Step:
    """One step that an amount asks for: the role, who could give it, and how many more."""

    role: str
    could: Sequence[Member]
    more: int


@dataclass(frozen=True)
class Threshold:
    """What is asked of orders from an amount on, in words and step by step."""

    from_amount: Decimal
    words: str
    steps: Sequence[Step] = ()


@dataclass(frozen=True)
class Version:
    """One version in the history."""

    policy: Policy
    by: Setter | None
    thresholds: Sequence[Threshold]


@signed_in
def approval(request: MemberRequest) -> HttpResponse:
    """What is in force, who could give each step now, and what was before."""
    by = inside(request)
    with scope.reading(by.company_id):
        found = approval_policy(by)
    could = {one.level.id: _step(one) for one in found.levels}
    shown = {
        "policy": found,
        "thresholds": [
            Threshold(amount, _then(levels), [could[level.id] for level in levels])
            for amount, levels in _reached([one.level for one in found.levels])
        ],
        "history": [
            Version(
                one, found.setters.get(one.id), [Threshold(a, _then(s)) for a, s in _reached(list(one.levels.all()))]
            )
            for one in found.history
        ],
        "change": asked("policy.set", [], by),
        "here": "settings",
    }
    return render(request, "web/settings/approval.html", shown | HERE)


def _reached(levels: Sequence[Level]) -> list[tuple[Decimal, list[Level]]]:
    """Each amount at which more is asked, and all levels that it reaches."""
    amounts = dict.fromkeys(level.from_amount for level in levels)
    return [(amount, levels_for(levels, amount)) for amount in amounts]


def _then(levels: Sequence[Level]) -> str:
    """The steps in one sentence's words: an approver, then finance."""
    return _(", then ").join(str(SOMEBODY.get(level.role, level.role)) for level in levels)


def _step(one: LevelNow) -> Step:
    words = str(SOMEBODY.get(one.level.role, one.level.role))
    return Step(words, one.could[:MOST_NAMED], max(len(one.could) - MOST_NAMED, 0))
