"""The page that says how the company hires, and every version of that."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.policies.hiring import HiringNow, hiring_now
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import forms_of
from ..session.member import MemberRequest, new_key, signed_in
from .pages import HERE, inside

POLICY = forms_of("hiringpolicy")


@signed_in
def policy(request: MemberRequest) -> HttpResponse:
    """What holds, with the form for whoever may change it."""
    return _page(request)


@signed_in
def do(request: MemberRequest) -> HttpResponse:
    """Hire otherwise from now on."""
    here = {"company_id": inside(request).company_id}
    return answered(
        request,
        POLICY,
        "set",
        here,
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("hiring_policy"),
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = hiring_now(by)
    shown = {
        "policy": found,
        "says": "web/settings/hiring_says.html",
        "form": _form(request, found, attempt),
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/hiring.html", shown | HERE, status=status)


def _form(request: MemberRequest, found: HiringNow, attempt: Attempt | None) -> ShownVerb:
    by = request.member
    begun = Suggested(
        {"offers_reviewed": "on" if found.offers_reviewed else ""}, hidden={"version": str(found.version)}
    )
    offered = asked("hiringpolicy.set", [], by)
    return shown_verb(POLICY["set"], offered, reverse("hiring_policy_do"), by.company_id, attempt, begun)
