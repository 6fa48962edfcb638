"""What came under a number that was there already: turned away, kept, and admitted by a second person if it is another."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.billing.duplicates import Duplicate, duplicate

from ..acts import Attempt, answered, shown_act
from ..claim_acts import ARRIVAL
from ..door import MemberRequest, new_key, outside, signed_in


@signed_in
def arrival(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    """The document that was turned away, beside the first of its number."""
    return _page(request, arrival_id)


@signed_in
def do(request: MemberRequest, arrival_id: UUID, verb: str) -> HttpResponse:
    """Make an invoice of it after all."""

    def after(done: dict[str, Any]) -> str:
        return reverse("invoice", args=[done["id"]]) if done else reverse("arrival", args=[arrival_id])

    return answered(
        request, ARRIVAL, verb, arrival_id, lambda attempt, status: _page(request, arrival_id, attempt, status), after
    )


def _page(request: MemberRequest, arrival_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        found: Duplicate = duplicate(by, arrival_id)
    address = reverse("arrival_do", args=[arrival_id, "admit_duplicate"])
    shown = {
        "found": found,
        "admit": None
        if outside(by)
        else shown_act(ARRIVAL["admit_duplicate"], found.admit, address, arrival_id, attempt),
        "attempt": attempt,
        "key": new_key(),
        "here": "invoices",
    }
    return render(request, "web/arrival.html", shown, status=status)
