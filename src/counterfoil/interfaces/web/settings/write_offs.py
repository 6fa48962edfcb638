"""The page that says up to what amount one person alone writes off, and every version of that."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.policies.write_offs import WriteOffLimitNow, write_off_limit
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import forms_of
from ..session.member import MemberRequest, new_key, signed_in
from ..wording import wording
from .pages import HERE, inside

LIMIT = forms_of("writeofflimit")


@signed_in
def limit(request: MemberRequest) -> HttpResponse:
    """What holds, with the form for whoever may change it."""
    return _page(request)


@signed_in
def do(request: MemberRequest) -> HttpResponse:
    """Set another amount."""
    here = {"company_id": inside(request).company_id}
    return answered(
        request,
        LIMIT,
        "set",
        here,
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("write_off_limit"),
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found = write_off_limit(by)
    shown = {
        "limit": found,
        "form": _form(request, found, attempt),
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/write_offs.html", shown | HERE, status=status)


def _form(request: MemberRequest, found: WriteOffLimitNow, attempt: Attempt | None) -> ShownVerb:
    by, words = request.member, wording(request.member)
    begun = Suggested({"amount": words.figure(found.amount, found.currency)}, hidden={"version": str(found.version)})
    offered = asked("writeofflimit.set", [], by)
    return shown_verb(LIMIT["set"], offered, reverse("write_off_limit_do"), by.company_id, attempt, begun)
