"""The page of one write-off, and the verbs done from it. The list of them is a declaration."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.payables.write_off import WrittenOff, written_off

from ..forms.available import Attempt, ShownVerb, doing, grouped, shown_verb
from ..forms.verb_forms import forms_of
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, signed_in

WRITE_OFF = forms_of("writeoff")


@signed_in
def write_off(request: MemberRequest, writeoff_id: UUID) -> HttpResponse:
    """One write-off: how much of what was left, why, and by whom."""
    return _page(request, writeoff_id)


def _page(request: MemberRequest, writeoff_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        found = written_off(by, writeoff_id, now())
        trail = happened(by, writeoff_id)
        shown = {
            "written": found.written,
            "no_longer": [one.words for one in found.no_longer],
            "verbs": grouped(_shown_verbs(found, attempt)),
            "trail_rows": trail,
            "attempt": attempt,
            "key": new_key(),
            "here": "payments",
        }
        return render(request, "web/write_off.html", shown, status=status)


def _shown_verbs(found: WrittenOff, attempt: Attempt | None) -> list[ShownVerb]:
    own = found.written.id
    verbs = [(offered, offered.verb.partition(".")[2]) for offered in found.verbs]
    return [
        shown_verb(WRITE_OFF[verb], offered, reverse("write_off_do", args=[own, verb]), own, attempt)
        for offered, verb in verbs
    ]


do = doing(WRITE_OFF, _page, "write_off")
"""Approve, withdraw or reverse it."""
