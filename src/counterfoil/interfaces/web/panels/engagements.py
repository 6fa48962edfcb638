"""A contractor's engagements: those that there are, and the form that adds one."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import visible_teams
from counterfoil.insight.verbs.available import asked
from counterfoil.lifecycle.engagements.queries import visible

from ..forms.available import Attempt, Suggested, shown_verb
from ..forms.verb_forms import NO_CHOICE, forms_of

ENGAGEMENT = forms_of("engagement")


def shown(by: Member, contractor_id: UUID, attempt: Attempt | None) -> dict[str, Any]:
    """The engagements with a contractor, and the form. Called inside a scope."""
    teams, form = team_options(by), ENGAGEMENT["add"]
    if len(teams) == 1:
        form = replace(form, fields=tuple(one for one in form.fields if one.name != "team_id"))
    suggested = Suggested(options={"team_id": teams})
    address = reverse("contractor_do", args=[contractor_id, "add"])
    shown = shown_verb(form, asked("engagement.add", [], by), address, contractor_id, attempt, suggested)
    return {
        "engagements": list(visible(by).filter(contractor_id=contractor_id).order_by("title", "id")),
        "engage": shown,
    }


def team_options(by: Member) -> list[tuple[str, str]]:
    """Whose an engagement can be: everybody's, or a team's. Called inside a scope."""
    teams = [(str(team.id), team.name) for team in visible_teams(by).order_by("name")]
    return [(NO_CHOICE, _("Everybody’s: no team of its own")), *teams]
