"""Adding a contractor, and an engagement of theirs in the same step: on a page of its own, and within the form of an order or
invoice, where nothing that is typed there is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_teams
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, Reason, Refused
from counterfoil.foundation.trail.action import Via
from counterfoil.insight.verbs.registered import VERBS

from ..session.member import MemberRequest, new_key, now
from ..wording import wording
from .available import ShownField
from .contractor_fields import as_they_begin, contractor_fields
from .verb_forms import NO_CHOICE, Field, Post, form_of

ADD = "add-contractor"
"""What the button of a form sends that adds a contractor and goes on typing."""
_CONTRACTOR = replace(form_of("contractor.add"), more=contractor_fields)
_ENGAGEMENT = form_of("engagement.add")
_MARK, _KEY = "new-", "new-key"
"""Before the name of each field, so that none is taken for one of the form around it."""
_LATER = _("Leave it empty if there is none yet. No order can be asked for before there is one.")


@dataclass(frozen=True)
class Adding:
    """The form as it is shown: a contractor's fields, an engagement's where the member may add one, and what is wrong."""

    contractor: Sequence[ShownField]
    engagement: Sequence[ShownField]
    key: str
    opened: bool
    reasons: Sequence[Reason] = ()


@dataclass(frozen=True)
class Added:
    """What was added; no engagement where none was named."""

    contractor_id: UUID
    engagement_id: UUID | None


@dataclass(frozen=True)
class NotAdded:
    """Why nothing was added, or no engagement."""

    errors: Mapping[str, Sequence[Any]]
    reasons: Sequence[Reason] = ()


def adding(by: Member, post: Post, why: NotAdded | None = None, currency: str = "") -> Adding | None:
    """The form with what was typed into it, or None for whoever may add no contractor. Called inside a scope."""
    if not by.may("contractor.add"):
        return None
    teams = [(str(team.id), team.name) for team in visible_teams(by).order_by("name")]
    options = {"team_id": [(NO_CHOICE, _now("Everybody’s: no team of its own")), *teams]}
    begun = {"currency": currency or by.company.currency, "team_id": NO_CHOICE} | as_they_begin(by)
    errors = why.errors if why else {}

    def shown(one: Field) -> ShownField:
        name = f"{_MARK}{one.name}"
        value = post.get(name, begun.get(one.name, ""))
        return ShownField(
            replace(one, name=name), name, value, errors.get(one.name, ()), options.get(one.name, one.options)
        )

    engagement = [one for one in _engagement_fields(by) if one.name != "team_id" or teams]
    return Adding(
        [shown(one) for one in _CONTRACTOR.whole(by).fields],
        [shown(one) for one in engagement],
        post.get(_KEY) or new_key(),
        why is not None or any(post.get(f"{_MARK}{name}") for name in ("name", "code", "title")),
        why.reasons if why else (),
    )


def add(request: MemberRequest) -> Added | NotAdded:
    """Add the contractor that was typed, and the engagement if one was named. What can't be read stops both.

    Sent again with the same key, what was added already is not added a second time.
    """
    by, words = request.member, wording(request.member)
    typed = {name.removeprefix(_MARK): str(text) for name, text in request.POST.items() if name.startswith(_MARK)}
    said = typed.get("title", "").strip() or typed.get("team_id", NO_CHOICE) not in ("", NO_CHOICE)
    contractor: dict[str, Any] = {}
    engagement: dict[str, Any] = {}
    errors: dict[str, Sequence[Any]] = {}
    with scope.reading(by.company_id):
        asked = _CONTRACTOR.whole(by)
    try:
        contractor = asked.values(_named(typed), words, {})
    except Invalid as invalid:
        errors |= invalid.fields
    if said and by.may("engagement.add"):
        try:
            # Whose it is comes with the contractor: until then any id stands for it.
            engagement = _ENGAGEMENT.values(typed, words, {"contractor_id": by.id})
        except Invalid as invalid:
            errors |= invalid.fields
    if errors:
        return NotAdded(errors)
    return _added(by, contractor, engagement, typed.get("key", ""))


def _added(by: Member, contractor: dict[str, Any], engagement: dict[str, Any], key: str) -> Added | NotAdded:
    try:
        made = UUID(
            VERBS["contractor.add"].run(by=by, at=now(), via=Via("web", f"{key[:100]}-contractor"), **contractor)["id"]
        )
        if not engagement:
            return Added(made, None)
        values = engagement["values"].model_copy(update={"contractor_id": made})
        via = Via("web", f"{key[:100]}-engagement")
        return Added(made, UUID(VERBS["engagement.add"].run(by=by, at=now(), via=via, values=values)["id"]))
    except Invalid as invalid:
        return NotAdded({name.removeprefix("values."): told for name, told in invalid.fields.items()})
    except Refused as refused:
        return NotAdded({}, refused.reasons)


def _named(typed: Mapping[str, str]) -> dict[str, str]:
    """An e-mail address that was left out is none."""
    return {name: text for name, text in typed.items() if name != "email" or text.strip()}


def _engagement_fields(by: Member) -> list[Field]:
    """What is asked of an engagement, if this member may add one: what it is for, and whose. Its days come on its own page."""
    if not by.may("engagement.add"):
        return []
    asked = {one.name: one for one in _ENGAGEMENT.fields}
    return [replace(asked["title"], hint=_LATER, needed=False), asked["team_id"]]
