"""The pages of match policies: those that there are, and of each what it lets pass, in words, and every version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.catalogue.models import MatchPolicy, PolicyVersion
from counterfoil.foundation.catalogue.queries import history_of, visible_policies
from counterfoil.foundation.catalogue.tolerances import KINDS, Tolerance
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.queries import visible as visible_contractors
from counterfoil.insight.policies.matching import ATTRIBUTES, Said, in_words
from counterfoil.insight.policies.versions import Change, all_changes, earlier
from counterfoil.insight.verbs.available import asked

from ..forms.match_policy import MATCH_POLICY
from ..forms.tolerances import figures, rates_of, ways_of
from ..forms.typed import Typed, posted
from ..session.member import MemberRequest, signed_in
from ..wording import Wording, wording
from .pages import HERE, inside

MOST_NAMED = 10


@dataclass(frozen=True)
class Listed:
    """One policy in the list, by the version in force."""

    policy: MatchPolicy
    version: PolicyVersion
    words: str


@dataclass(frozen=True)
class ShownVersion:
    """One version in the history, with what it says otherwise than the one before it."""

    version: PolicyVersion
    changes: Sequence[Change]


@signed_in
def policies(request: MemberRequest) -> HttpResponse:
    """Every policy, and what holds where none speaks."""
    by = inside(request)
    if not may_read(by.roles, "matchpolicy"):
        raise NotFound("page")
    with scope.reading(by.company_id):
        found = [_listed(one) for one in visible_policies(by)]
    shown = {
        "policies": found,
        "company": next((one for one in found if one.version.is_default), None),
        "built_in": in_words(Said(is_default=True)),
        "change": asked("matchpolicy.set", [], by),
        "here": "settings",
    }
    return render(request, "web/settings/match_policies.html", shown | HERE)


@signed_in
def policy(request: MemberRequest, match_policy_id: UUID) -> HttpResponse:
    """What one policy lets pass, who is matched by it, and how it came to say so."""
    by = inside(request)
    with scope.reading(by.company_id):
        found: MatchPolicy = visible_policies(by).one(match_policy_id)
        history = history_of(by.company_id)
        matched = visible_contractors(by).filter(match_policy_id=found.id).order_by("name", "id")
        named, count = list(matched[:MOST_NAMED]), matched.count()
    own = sorted((one for one in history if one.policy_id == found.id), key=lambda one: -one.version)
    shown = {
        "policy": found,
        "version": own[0],
        "words": in_words(Said.by(own[0])),
        "history": [ShownVersion(one, all_changes(earlier(one, history), one)) for one in own],
        "contractors": named,
        "others": count - len(named),
        "change": asked("matchpolicy.set", [], by),
        "here": "settings",
    }
    return render(request, "web/settings/match_policy.html", shown | HERE)


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """What the typed policy would let pass, as far as it can be read already."""
    by = inside(request)
    if not may_read(by.roles, "matchpolicy"):
        raise NotFound("page")
    said = said_so_far(posted(MATCH_POLICY, request.POST, ATTRIBUTES), wording(by))
    return render(request, "web/settings/in_words.html", {"words": in_words(said)})


def said_so_far(typed: Typed, words: Wording) -> Said:
    """What a policy that is being typed says: what can't be read yet is not said."""
    head = typed.head
    lines = zip(ATTRIBUTES, typed.lines, strict=False)
    tolerances = {one.name: found for one, line in lines for found in [_tolerance(line, words)] if found}
    return Said(
        ways_of(head["ways"], words),
        _number(head["allowance_percent"], words),
        _rates(head["tax_rates"], words),
        bool(head["is_default"]),
        tolerances,
    )


def _tolerance(line: Mapping[str, str], words: Wording) -> Tolerance | None:
    """The tolerance of one line, once all its figures are there."""
    kind, direction = line["kind"], line["direction"]
    if kind not in KINDS or figures(line):
        return None
    percent, amount = (_number(line[name], words) for name in ("percent", "amount"))
    unread = any(line[name].strip() and found is None for name, found in (("percent", percent), ("amount", amount)))
    return None if unread else Tolerance(kind, percent, amount, direction)


def _number(text: str, words: Wording) -> Decimal | None:
    try:
        return words.read(text) if text.strip() else None
    except ValueError:
        return None


def _rates(text: str, words: Wording) -> Sequence[Decimal] | None:
    try:
        return rates_of(text, words)
    except ValueError:
        return None


def _listed(one: MatchPolicy) -> Listed:
    newest: PolicyVersion = one.versions.all()[0]
    return Listed(one, newest, " ".join(in_words(Said.by(newest))[:2]))
