"""The exceptions queue: what stands against invoices, the earliest due first."""

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.matching import queries
from counterfoil.lifecycle.matching.kinds import KINDS

from ..lists.keyset import Due, page_by_due
from ..session.member import MemberRequest, now, outside, signed_in

PAGE = 50


@signed_in
def exceptions(request: MemberRequest) -> HttpResponse:
    """The open exceptions that this member sees; whose and of which kind is in the address."""
    by = request.member
    if outside(by):
        raise NotFound("exceptions")
    kind, mine = request.GET.get("kind", ""), request.GET.get("whose") == "mine"
    with scope.reading(by.company_id):
        queue = queries.queue(by)
        found = queue.filter(owner_id=by.id) if mine else queue
        there = set(found.order_by().values_list("kind", flat=True).distinct())
        found = found.filter(kind=kind) if kind in KINDS else found
        page = page_by_due(found, Due.read(request.GET.get("after", "")), PAGE)
        shown = {
            "page": page,
            "rows": page.rows,
            "kinds": {name: one.words for name, one in KINDS.items() if name in there or name == kind},
            "kind": kind if kind in KINDS else "",
            "mine": mine,
            "today": by.company.today(now()),
            "here": "exceptions",
        }
        return render(request, "web/exceptions.html", shown)
