"""The receive log: everything that ever arrived, what became of each, the file as it came, and a duplicate's admission."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.listing.arrivals import Arrivals
from counterfoil.insight.payables.duplicates import Duplicate, duplicate
from counterfoil.insight.payables.receive_log import OUTCOMES, one_of, outcome_of, own_file, these
from counterfoil.insight.trace.arrivals import Told

from ..forms.available import Attempt, ShownVerb, doing, shown_verb
from ..forms.verb_forms import forms_of
from ..lists.page import Asked, list_page
from ..session.member import MemberRequest, new_key, now, outside, signed_in
from .receive import MOST_FILES

PAGE = 50
ARRIVAL = forms_of("arrival")


@signed_in
def arrivals(request: MemberRequest) -> HttpResponseBase:
    """The log, newest first; search and filter are in the address. With `ids` in it: what became of files just sent."""
    named = _ids(request.GET.get("ids", ""))
    if named:
        return _received(request, named)
    return list_page(request, Asked.of(request, Arrivals), PAGE)


@signed_in
def arrival(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    """One thing that arrived: what it says that it is, what it became, and why."""
    return _page(request, arrival_id)


@signed_in
def file(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    """The file as it came, always as a download: what a stranger wrote is never shown as a page of ours."""
    by = request.member
    with scope.reading(by.company_id):
        found = own_file(by, arrival_id)
    try:
        content = store.fetch(by.company_id, found.sha256)
    except FileNotFoundError:
        raise NotFound("file") from None
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _received(request: MemberRequest, named: Sequence[UUID]) -> HttpResponse:
    with scope.reading(request.member.company_id):
        found = these(request.member, named)
    if not found:
        return redirect("arrivals")
    shown = {
        "rows": [(one, *_outcome(one)) for one in found],
        "made": sum(outcome_of(one) == "made" for one in found),
        "whole": True,
        "sends": request.member.may("document.keep"),
        "here": "arrivals",
    }
    return render(request, "web/received.html", shown)


def _page(request: MemberRequest, arrival_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        one = one_of(by, arrival_id)
        again = duplicate(by, arrival_id, now()) if one.arrival.became == "duplicate" else None
    outcome, words = _outcome(one)
    shown = {
        "one": one,
        "arrival": one.arrival,
        "outcome": outcome,
        "outcome_words": words,
        "found": again,
        "admit": _admission(request, again, attempt),
        "stored": _is_stored(request, one.arrival),
        "attempt": attempt,
        "key": new_key(),
        "here": "arrivals",
    }
    return render(request, "web/arrival.html", shown, status=status)


def _admission(request: MemberRequest, again: Duplicate | None, attempt: Attempt | None) -> ShownVerb | None:
    if again is None or outside(request.member):
        return None
    own = again.arrival.id
    address = reverse("arrival_do", args=[own, "admit_duplicate"])
    return shown_verb(ARRIVAL["admit_duplicate"], again.admit, address, own, attempt)


def _is_stored(request: MemberRequest, found: Arrival) -> bool:
    """Whether there is a file to download: what was typed has none, what was too large was not kept, and who sees a
    duplicate only by its first does not have it."""
    by = request.member
    if not found.kind or (outside(by) and found.sender_id != by.id):
        return False
    return store.place(by.company_id, found.sha256).exists()


def _outcome(one: Told) -> tuple[str, Any]:
    name = outcome_of(one)
    return name, OUTCOMES[name]


def _ids(text: str) -> list[UUID]:
    """Some arrivals from an address; what is no id is left out."""
    found = []
    for part in text.split(",")[:MOST_FILES]:
        try:
            found.append(UUID(part))
        except ValueError:
            continue
    return found


do = doing(ARRIVAL, _page, "arrival", after=lambda done, _arrival: reverse("invoice", args=[done["id"]]))
"""Make an invoice of a duplicate after all."""
