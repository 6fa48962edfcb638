"""Ourselves, as the documents of others know us."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound

from ..forms.available import Attempt, answered
from ..panels.party_identifiers import OURSELVES, shown
from ..session.member import MemberRequest, new_key, outside, signed_in


@signed_in
def ourselves(request: MemberRequest) -> HttpResponse:
    """The numbers and names that say of a document that we are its buyer."""
    return _page(request)


@signed_in
def do(request: MemberRequest) -> HttpResponse:
    """Note others instead."""
    company_id = request.member.company_id
    return answered(
        request,
        OURSELVES,
        "identify",
        {"company_id": company_id},
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("ourselves"),
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    if outside(by):
        raise NotFound("page")
    with scope.reading(by.company_id):
        known = shown(by, None, attempt)
    page = known | {"attempt": attempt, "key": new_key(), "here": "arrivals"}
    return render(request, "web/ourselves.html", page, status=status)
