"""The page that says whether orders begin with an approved requisition, and every version of that."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.policies.requisitions import RequisitionsNow, requisitions_now
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import forms_of
from ..session.member import MemberRequest, new_key, signed_in
from .pages import HERE, inside

POLICY = forms_of("requisitionpolicy")


@signed_in
def policy(request: MemberRequest) -> HttpResponse:
    """What holds, with the form for whoever may change it."""
    return _page(request)


@signed_in
def do(request: MemberRequest) -> HttpResponse:
    """Begin orders otherwise from now on."""
    here = {"company_id": inside(request).company_id}
    return answered(
        request,
        POLICY,
        "set",
        here,
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("requisition_policy"),
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = requisitions_now(by)
    shown = {
        "policy": found,
        "says": "web/settings/requisitions_says.html",
        "form": _form(request, found, attempt),
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/requisitions.html", shown | HERE, status=status)


def _form(request: MemberRequest, found: RequisitionsNow, attempt: Attempt | None) -> ShownVerb:
    by = request.member
    begun = Suggested(
        {"requisitions_needed": "on" if found.requisitions_needed else ""}, hidden={"version": str(found.version)}
    )
    offered = asked("requisitionpolicy.set", [], by)
    return shown_verb(POLICY["set"], offered, reverse("requisition_policy_do"), by.company_id, attempt, begun)
