"""Exceptions: what stands against invoices, who settles it, and who is asked to."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Keyword, Values
from counterfoil.insight.shapes.invoices import ExceptionShape
from counterfoil.lifecycle.matching import actions, queries
from counterfoil.lifecycle.matching.actions.set_route import Days, Owner

from ..answering import Key, done, shown
from ..auth import member_of
from ..claim_answers import RouteSet
from ..declaring import reads, writes
from ..paging import After, Limit, earliest_due
from ..read_answers import ExceptionPage

router = Router(tags=["exceptions"])
routes = Router(tags=["exceptions"])


class RouteValues(Values):
    """Who settles the exceptions of one kind, and in how many working days."""

    kind: Keyword
    owner: Owner
    working_days: Days = 2


@router.get("", **reads("exception.list", ExceptionPage))
def listed(request: HttpRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The open exceptions on the invoices that the key's member sees, the earliest due first."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows, following = earliest_due(queries.queue(member), after, limit)
        return shown(ExceptionPage(items=ExceptionShape.each(rows, member), next=following))


@routes.put("", **writes("route.set", RouteSet))
def route(request: HttpRequest, key: Key, body: RouteValues) -> HttpResponse:
    """Route one kind of exception from now on; those that are open stay where they are."""
    given = {"kind": body.kind, "owner": body.owner, "working_days": body.working_days}
    return done(request, key, actions.set_route, **given)
