"""A contractor's engagements: those that there are, and the form that adds one."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_teams
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.trail.action import Via
from counterfoil.insight.trace.moves import asked
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.engagements.picking import engagements_of

from .acts import Act, Ask, Attempt, Post, Suggested, read_asks, shown_act
from .wording import Wording

_TITLE = Ask("title", _("What is it called?"), "text", _("As in “Catalogue 2027”: orders belong to it."))
_TEAM = Ask("team_id", _("Whose is it?"), "choice")
_DAYS = Ask("starts_on", _("First day, if it has one"), "day"), Ask("ends_on", _("Last day, if it has one"), "day")
_NO_TEAM = "none"


def _read(post: Post, words: Wording) -> dict[str, Any]:
    asks = (_TITLE, *_DAYS, *([_TEAM] if "team_id" in post else []))
    given = read_asks(asks, post, words)
    return given | {"team_id": None} if given.get("team_id", _NO_TEAM) == _NO_TEAM else given


def _add(*, by: Member, at: datetime, via: Via, contractor_id: UUID, **said: Any) -> dict[str, Any]:
    try:
        values = parsed(EngagementValues, said | {"contractor_id": contractor_id})
    except Invalid as invalid:
        # What is wrong with the whole is that its days are: it is said under the last one.
        raise Invalid({name.replace("body", "ends_on"): [*told] for name, told in invalid.fields.items()}) from None
    return add_engagement(by=by, at=at, via=via, values=values)


CONTRACTOR = {
    "add": Act(
        "engagement.add", "plus", _("Added. Orders can belong to it now."), (_TITLE, *_DAYS), read=_read, run=_add
    )
}


def shown(by: Member, contractor_id: UUID, attempt: Attempt | None) -> dict[str, Any]:
    """The engagements with a contractor, and the form. Called inside a scope."""
    teams = [(str(team.id), team.name) for team in visible_teams(by).order_by("name")]
    act = CONTRACTOR["add"]
    suggested = Suggested()
    if teams:
        act = replace(act, asks=(_TITLE, _TEAM, *_DAYS))
        suggested = Suggested(options={"team_id": [(_NO_TEAM, str(_("Everybody’s: no team of its own"))), *teams]})
    address = reverse("contractor_do", args=[contractor_id, "add"])
    form = shown_act(act, asked("engagement.add", [], by), address, contractor_id, attempt, suggested)
    return {"engagements": list(engagements_of(by, contractor_id)), "engage": form}
