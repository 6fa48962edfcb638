"""Engagements: what a contractor was engaged for, to which orders belong."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements import queries
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement

from ..answering import Key, made, shown
from ..auth import member_of
from ..declaring import reads, writes
from ..paging import After, Limit, by_id
from ..shapes import EngagementPage, Made

router = Router(tags=["engagements"])


@router.get("", **reads("engagement.list", EngagementPage))
def listed(request: HttpRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The engagements; for a contractor's own key, their own."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(EngagementPage.of(*by_id(queries.visible(member), after, limit)))


@router.post("", **writes("engagement.add", Made, status=201))
def add(request: HttpRequest, key: Key, body: EngagementValues) -> HttpResponse:
    """Add an engagement of one of the company's contractors."""
    return made(request, key, add_engagement, values=body)
