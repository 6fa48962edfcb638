"""What holds for the whole company: teams, the approval policy, the layout of numbers, separation."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import StrictBool

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.companies import queries
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.companies.actions.members import add_team, set_separation
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Name, Values, Why
from counterfoil.lifecycle.orders.actions import set_layout
from counterfoil.lifecycle.orders.actions.set_layout import LayoutValues

from ..answering import Key, done, made, shown
from ..auth import member_of
from ..declaring import reads, writes
from ..paging import After, Limit, by_id
from ..shapes import Made, SeparationSet, TeamPage, VersionMade

router = Router(tags=["company"])


class TeamValues(Values):
    """A team's name."""

    name: Name


class Separating(Values):
    """Whether requester and approver must be two people, and why that is changed."""

    on: StrictBool
    reason: Why


@router.patch("/company", **writes("company.change", Made))
def company(request: HttpRequest, key: Key, body: CompanyChanges) -> HttpResponse:
    """Change how the company is named and reached: its billing address and where invoices are to be sent, too."""
    return done(request, key, change_company, changes=body)


@router.get("/teams", **reads("team.list", TeamPage))
def teams(request: HttpRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The teams; none for a contractor's own key."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(TeamPage.of(*by_id(queries.visible_teams(member), after, limit)))


@router.post("/teams", **writes("team.add", Made, status=201))
def team(request: HttpRequest, key: Key, body: TeamValues) -> HttpResponse:
    """Add a team, to which managers can be narrowed."""
    return made(request, key, add_team, name=body.name)


@router.put("/policy", **writes("policy.set", VersionMade))
def policy(request: HttpRequest, key: Key, body: PolicyValues) -> HttpResponse:
    """Set a new version of the approval policy. What was submitted before keeps its own version."""
    return done(request, key, set_policy, values=body)


@router.put("/layout", **writes("layout.set", VersionMade))
def layout(request: HttpRequest, key: Key, body: LayoutValues) -> HttpResponse:
    """Set how the next numbers look. It touches no order that has one."""
    return done(request, key, set_layout, values=body)


@router.put("/separation", **writes("separation.set", SeparationSet))
def separation(request: HttpRequest, key: Key, body: Separating) -> HttpResponse:
    """Let a company of one approve its own orders, or end that. Every such approval is marked."""
    return done(request, key, set_separation, on=body.on, reason=body.reason)
