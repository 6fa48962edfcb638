"""The page of the number layout: how the next numbers look, how far each series has counted, and every version."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.policies.numbers import NumberLayout, counted, next_numbers, number_layout
from counterfoil.insight.verbs.available import asked
from counterfoil.lifecycle.orders.layout_rules import set_layout

from ..forms.available import Attempt, ShownVerb, Suggested, answered, shown_verb
from ..forms.verb_forms import forms_of
from ..session.member import MemberRequest, new_key, now, signed_in, text_sent
from ..wording import Wording, wording
from .pages import HERE, inside

LAYOUT = forms_of("layout")


@signed_in
def layout(request: MemberRequest) -> HttpResponse:
    """What stands, with the form for whoever may change it."""
    return _page(request)


@signed_in
def do(request: MemberRequest) -> HttpResponse:
    """Set another layout."""
    here = {"company_id": inside(request).company_id}
    return answered(
        request,
        LAYOUT,
        "set",
        here,
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("layout"),
    )


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """The next numbers as the typed layout would give them, or why it would not."""
    by = inside(request)
    with scope.reading(by.company_id):
        found = number_layout(by, now())
        typed = text_sent(request.POST, "pattern")
        shown = _preview(by, typed, request.POST.get("longest", ""), found, wording(by))
    return render(request, "web/settings/numbers_preview.html", shown)


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by, words = inside(request), wording(request.member)
    with scope.reading(by.company_id):
        found = number_layout(by, now())
        typed = attempt.typed if attempt else {"pattern": found.pattern, "longest": str(found.longest)}
        shown = _preview(by, typed.get("pattern", ""), typed.get("longest", ""), found, words)
    shown |= {
        "layout": found,
        "form": _form(found, by, attempt),
        "others": found.contractors - len(found.series),
        "history": [(one, found.setters.get(one.id)) for one in found.history],
        "owner": by.may("member.grant"),
        "attempt": attempt,
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/numbers.html", shown | HERE, status=status)


def _form(found: NumberLayout, by: Member, attempt: Attempt | None) -> ShownVerb:
    begun = Suggested({"pattern": found.pattern, "longest": str(found.longest)}, hidden={"version": str(found.version)})
    offered = asked("layout.set", [], by)
    return shown_verb(LAYOUT["set"], offered, reverse("layout_do"), by.company_id, attempt, begun)


def _preview(by: Member, pattern: str, longest: str, found: NumberLayout, words: Wording) -> dict[str, Any]:
    """What the verb's own rule says of a layout that is being typed; where it says nothing, the next numbers."""
    today: date = by.company.today(now())
    try:
        most = words.whole(longest)
    except ValueError:
        most = found.longest
    reasons = set_layout(pattern, most) if pattern else []
    if not pattern or reasons:
        return {"samples": [], "reasons": reasons}
    samples = next_numbers(pattern, today, counted(by, pattern, today))
    return {"samples": samples, "reasons": [], "full": "" if samples else _("This layout has no number left.")}
