"""The desk: what waits for me, and where what I asked for waits; for a contractor, what to show and what to bill."""

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.insight.billing.desks import tasks
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.shown import table_of
from counterfoil.insight.trace.standings import desk as desk_of

from ..door import MemberRequest, now, outside, signed_in
from ..teaching import lesson_for
from ..wording import wording


@signed_in
def desk(request: MemberRequest) -> HttpResponse:
    """The member's home."""
    by = request.member
    at = now()
    today = by.company.today(at)
    with scope.reading(by.company_id):
        found, own = tasks(by, at), desk_of(by, at)
        shown = {
            "desk": own,
            "tasks": found,
            "moves": len(own.mine) + found.count,
            "bills": table_of(Invoices, Reader(by, at, wording(by.company)), found.invoices),
            "lesson": lesson_for(by),
            "today": today,
            "here": "desk",
        }
        page = "web/desk_outside.html" if outside(by) else "web/desk.html"
        return render(request, page, shown)
