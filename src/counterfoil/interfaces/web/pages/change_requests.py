"""The page of one change request, for who asks and who approves. The list is a declaration."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.changerequests import ChangeRecord, change_record

from ..forms.available import Attempt, ShownVerb, Suggested, doing, grouped, shown_verb
from ..forms.verb_forms import forms_of
from ..panels.caps import compared
from ..panels.rounds import shown_rounds
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, signed_in
from ..wording import wording

CHANGE = forms_of("changerequest")


@signed_in
def change_request(request: MemberRequest, changerequest_id: UUID) -> HttpResponse:
    """One change request: what the contract allows, what it shall allow, and who said what to it."""
    return _page(request, changerequest_id)


def _page(
    request: MemberRequest, changerequest_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        found = change_record(by, changerequest_id, now())
        shown = {
            "change": found.request,
            "contract": found.request.contract,
            "caps": compared(found.request, wording(by)),
            "rounds": shown_rounds(found.rounds, lambda member_id: found.names.get(member_id, "–")),
            "verbs": grouped(_shown_verbs(found, attempt)),
            "trail_rows": happened(by, changerequest_id),
            "attempt": attempt,
            "key": new_key(),
            "here": "change_requests",
        }
        return render(request, "web/change_request.html", shown, status=status)


def _shown_verbs(found: ChangeRecord, attempt: Attempt | None) -> list[ShownVerb]:
    row = found.request
    sent = {"version": str(row.version), "shown": row.document_sha256}
    verbs = [(offered, offered.verb.partition(".")[2]) for offered in found.verbs]
    return [
        shown_verb(
            CHANGE[verb],
            offered,
            reverse("change_request_do", args=[row.id, verb]),
            row.id,
            attempt,
            Suggested(hidden={name: sent[name] for name in CHANGE[verb].hidden if name in sent}),
        )
        for offered, verb in verbs
    ]


do = doing({name: form for name, form in CHANGE.items() if name != "create"}, _page, "change_request")
"""Submit, approve, reject, take back or withdraw it."""
