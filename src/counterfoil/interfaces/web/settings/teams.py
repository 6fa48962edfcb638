"""The pages of teams: adding and renaming them, and who is in each."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.cases import TeamCase
from counterfoil.foundation.companies.models import Right, Team
from counterfoil.foundation.companies.queries import visible_teams
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.people import STATES
from counterfoil.insight.verbs.about import named_verbs
from counterfoil.insight.verbs.role_words import role_words

from ..forms.available import Attempt, Suggested, answered, grouped, permitted
from ..forms.verb_forms import forms_of
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, now, signed_in
from .pages import inside
from .thing import Fact, Thing, add_page, case_verbs, thing_page

TEAM = forms_of("team")
ADD, CHANGES = {"add": TEAM["add"]}, {deed: form for deed, form in TEAM.items() if deed != "add"}
_BACK = "teams"


@signed_in
def team(request: MemberRequest, team_id: UUID) -> HttpResponse:
    """A team, and whose roles are narrowed to it."""
    return _page(request, team_id)


@signed_in
def do(request: MemberRequest, team_id: UUID, verb: str) -> HttpResponse:
    """Call it otherwise."""
    inside(request)
    return answered(
        request,
        CHANGES,
        verb,
        {"team_id": team_id},
        lambda attempt, status: _page(request, team_id, attempt, status),
        lambda done: reverse("team", args=[team_id]),
    )


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """Add a team."""
    inside(request)
    permitted(request, "team.add")
    if request.method != "POST":
        return _form(request)
    return answered(
        request,
        ADD,
        "add",
        {"company_id": request.member.company_id},
        lambda attempt, status: _form(request, attempt, status),
        lambda done: reverse("team", args=[done["id"]]),
    )


def _form(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    says = _("A part of the company. A manager can be given the orders of one team, and then sees no others.")
    return add_page(request, ADD["add"], reverse("team_new"), (_BACK, _("Teams")), attempt, status, says=says)


def _page(request: MemberRequest, team_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = visible_teams(by).one(team_id)
        case, begun = TeamCase(by, now(), team=found), {"change": Suggested({"name": found.name})}
        shown = case_verbs(
            case, CHANGES, lambda deed: reverse("team_do", args=[team_id, deed]), team_id, attempt, begun
        )
        thing = Thing(found.name, _("A team"), _BACK, _("Teams"), _facts(found), grouped(shown), happened(by, team_id))
    return thing_page(request, thing, attempt, status)


def _right(one: Right) -> str:
    """A role of theirs, and for what alone it is."""
    said = role_words(one.role)
    return _("%(role)s, only %(verbs)s") % {"role": said, "verbs": named_verbs(one.only)} if one.only else said


def _facts(found: Team) -> list[Fact]:
    """Who is in it, each with their page."""
    rights = Right.objects.within(found.company_id).filter(team_id=found.id).select_related("member")
    people = [
        Fact(
            _("%(role)s, %(state)s") % {"role": _right(one), "state": STATES[one.member.state]},
            one.member.name,
            reverse("member", args=[one.member_id]),
        )
        for one in rights.order_by("member__name", "id")
    ]
    nobody = Fact(
        _("Nobody is narrowed to it"),
        _("Give somebody the role manager for this team, on their page"),
        reverse("members"),
    )
    return people or [nobody]
