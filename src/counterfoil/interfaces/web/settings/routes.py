"""The page of routes: who looks after each kind of exception and in how many working days, with a form for each."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.policies.routes import RouteNow
from counterfoil.insight.policies.routes import routes as every_route
from counterfoil.insight.verbs.available import asked
from counterfoil.insight.verbs.role_words import role_words
from counterfoil.lifecycle.matching.actions.set_route import OWNERS
from counterfoil.lifecycle.matching.kinds import KINDS, RESPONSIBLE

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import forms_of
from ..session.member import MemberRequest, new_key, signed_in
from .pages import HERE, inside

ROUTE = forms_of("route")


@dataclass(frozen=True)
class ShownRoute:
    """One kind with who looks after it, and its form."""

    route: RouteNow
    owner: str
    form: ShownVerb


@signed_in
def routes(request: MemberRequest) -> HttpResponse:
    """Every kind of exception with its route."""
    return _page(request)


@signed_in
def do(request: MemberRequest, kind: str) -> HttpResponse:
    """Set the route of one kind."""
    company_id = inside(request).company_id
    if kind not in KINDS:
        raise NotFound("route")
    return answered(
        request,
        ROUTE,
        "set",
        {"route_id": _id(company_id, kind)},
        lambda attempt, status: _page(request, attempt, status),
        lambda done: f"{reverse('routes')}#{kind}",
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = [_shown(one, by, attempt) for one in every_route(by)]
    shown = {
        "routes": found,
        "may": asked("route.set", [], by).allowed,
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/routes.html", shown | HERE, status=status)


def _shown(route: RouteNow, by: Member, attempt: Attempt | None) -> ShownRoute:
    begun = Suggested(
        {"owner": route.owner, "working_days": str(route.working_days)},
        {"owner": [(one, _owner(one)) for one in OWNERS]},
        {"kind": route.kind, "version": str(route.version)},
    )
    address = reverse("route_do", args=[route.kind])
    form = shown_verb(ROUTE["set"], asked("route.set", [], by), address, _id(by.company_id, route.kind), attempt, begun)
    return ShownRoute(route, _owner(route.owner), form)


def _owner(owner: str) -> str:
    return _("whoever asked for the order") if owner == RESPONSIBLE else role_words(owner)


def _id(company_id: UUID, kind: str) -> UUID:
    """What tells the forms of the kinds apart."""
    return uuid5(company_id, kind)
