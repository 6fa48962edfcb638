"""The desk: what waits for me, and where what I asked for waits."""

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.standings import desk as desk_of

from ..door import MemberRequest, signed_in
from ..teaching import lesson_for


@signed_in
def desk(request: MemberRequest) -> HttpResponse:
    """The member's home."""
    with scope.reading(request.member.company_id):
        shown = {"desk": desk_of(request.member), "lesson": lesson_for(request.member), "here": "desk"}
        return render(request, "web/desk.html", shown)
