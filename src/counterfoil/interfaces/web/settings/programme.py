"""The page that says whether purchase orders are used when hiring, for the company and its teams, and every version of that."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from counterfoil.foundation.companies.queries import visible_teams
from counterfoil.foundation.kernel import scope
from counterfoil.insight.policies.programme import ProgrammeNow, programme_now
from counterfoil.insight.verbs.available import asked
from counterfoil.lifecycle.engagements.models import Programme
from counterfoil.lifecycle.engagements.models.programme import AS_COMPANY, MODES

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import Field, form_of
from ..session.member import MemberRequest, new_key, signed_in
from .pages import HERE, inside

_COMPANY = form_of("programme.set")
_TEAM = replace(
    _COMPANY,
    fields=(Field("team_id", gettext_lazy("For which team?"), "choice"), _COMPANY.fields[0]),
    hidden=(),
)
_FORMS = {"company": _COMPANY, "team": _TEAM}


@signed_in
def programme(request: MemberRequest) -> HttpResponse:
    """What holds, with the forms for whoever may change it."""
    return _page(request)


@signed_in
def do(request: MemberRequest) -> HttpResponse:
    """Use purchase orders otherwise from now on: in the company, or in the team that is named."""
    here = {"company_id": inside(request).company_id}
    which = "team" if "team_id" in request.POST else "company"
    return answered(
        request,
        {which: _FORMS[which]},
        which,
        here,
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("programme"),
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = programme_now(by)
        teams = [(str(one.id), one.name) for one in visible_teams(by).order_by("name", "id")]
    shown = {
        "programme": found,
        "form": _form(request, found, attempt),
        "team_form": _team_form(request, teams, attempt) if teams else None,
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/programme.html", shown | HERE, status=status)


def _form(request: MemberRequest, found: ProgrammeNow, attempt: Attempt | None) -> ShownVerb:
    stands = {"mode": found.mode, "confirmed": "on" if found.confirmed else ""}
    modes = [(mode, Programme.WORDS[mode]) for mode in MODES]
    return _shown(request, "company", attempt, Suggested(stands, {"mode": modes}, {"version": str(found.version)}))


def _team_form(request: MemberRequest, teams: list[tuple[str, str]], attempt: Attempt | None) -> ShownVerb:
    modes = [(mode, Programme.WORDS[mode]) for mode in (AS_COMPANY, *MODES)]
    return _shown(request, "team", attempt, Suggested(options={"team_id": teams, "mode": modes}))


def _shown(request: MemberRequest, which: str, attempt: Attempt | None, begun: Suggested) -> ShownVerb:
    by = request.member
    tried = replace(attempt, verb="set") if attempt and attempt.verb == which else None
    offered = asked("programme.set", [], by)
    form = shown_verb(_FORMS[which], offered, reverse("programme_do"), by.company_id, tried, begun)
    return replace(form, id=f"{which}-{form.id}")
