"""The desk: what waits for me, and where what I asked for waits; for a contractor, what to show and what to bill."""

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.shown import table_of
from counterfoil.insight.payables.desks import tasks
from counterfoil.insight.trace.standings import desk as desk_of

from ..lists.empty_states import empty_state_for
from ..session.member import MemberRequest, now, outside, signed_in
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
            "verbs": len(own.mine) + found.count,
            "invoices": table_of(Invoices, Reader(by, at, wording(by.company)), found.invoices),
            "empty_state": empty_state_for(by),
            "today": today,
            "here": "desk",
        }
        page = "web/desk_outside.html" if outside(by) else "web/desk.html"
        return render(request, page, shown)
