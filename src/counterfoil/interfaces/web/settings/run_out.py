"""The page that says what is done with orders that run out, and every version of that."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.policies.run_out import RunOutNow, run_out_now
from counterfoil.insight.verbs.available import asked
from counterfoil.lifecycle.orders.models import WAYS

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import forms_of
from ..session.member import MemberRequest, new_key, signed_in
from ..wording import wording
from .pages import HERE, inside

POLICY = forms_of("runoutpolicy")


@signed_in
def policy(request: MemberRequest) -> HttpResponse:
    """What holds, with the form for whoever may change it."""
    return _page(request)


@signed_in
def do(request: MemberRequest) -> HttpResponse:
    """Do otherwise from now on."""
    here = {"company_id": inside(request).company_id}
    return answered(
        request,
        POLICY,
        "set",
        here,
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("run_out_policy"),
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = run_out_now(by)
    shown = {
        "policy": found,
        "says": "web/settings/run_out_says.html",
        "form": _form(request, found, attempt),
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/run_out.html", shown | HERE, status=status)


def _form(request: MemberRequest, found: RunOutNow, attempt: Attempt | None) -> ShownVerb:
    by, words = request.member, wording(request.member)
    choices = [(name, str(said)) for name, said in WAYS.items()]
    begun = Suggested(
        {
            "exhausted": found.exhausted,
            "expired": found.expired,
            "expiry_days": str(found.expiry_days),
            "pace_margin": words.number(found.pace_margin),
            "little_left": words.number(found.little_left),
        },
        {"exhausted": choices, "expired": choices},
        hidden={"version": str(found.version)},
    )
    offered = asked("runoutpolicy.set", [], by)
    return shown_verb(POLICY["set"], offered, reverse("run_out_policy_do"), by.company_id, attempt, begun)
