"""Who looks after each kind of exception and in how many working days: what was set, and else what holds by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.matching.kinds import KINDS
from counterfoil.lifecycle.matching.models import Route
from counterfoil.lifecycle.matching.routing import WORKING_DAYS


@dataclass(frozen=True)
class RouteNow:
    """One kind's route. `version` 0 says that none was set, and what holds then."""

    kind: str
    owner: str
    working_days: int
    version: int = 0
    set_by: Member | None = None
    set_at: datetime | None = None

    @property
    def words(self) -> str:
        """What people call the kind."""
        return str(KINDS[self.kind].words)


def routes(by: Member) -> Sequence[RouteNow]:
    """Every kind with its route, for somebody who reads them. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "route"):
        raise NotFound("route")
    versions = Route.objects.within(by.company_id).select_related("set_by").order_by("kind", "-version")
    newest = {route.kind: route for route in versions.distinct("kind")}
    return [_now(kind, newest.get(kind)) for kind in KINDS]


def _now(kind: str, route: Route | None) -> RouteNow:
    if route is None:
        return RouteNow(kind, KINDS[kind].owner, WORKING_DAYS)
    return RouteNow(kind, route.owner, route.working_days, route.version, route.set_by, route.set_at)
