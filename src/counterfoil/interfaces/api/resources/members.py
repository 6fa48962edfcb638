"""Members and what each may: an owner's verbs."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.companies import queries
from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.members import (
    Invitation,
    deactivate_member,
    grant_role,
    invite_member,
    revoke_role,
)
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Keyword, Values, Why

from ..answering import Key, done, made, shown
from ..auth import member_of
from ..declaring import reads, writes
from ..paging import After, Limit, by_id
from ..shapes import Made, MemberPage, MemberRole, MemberState

router = Router(tags=["members"])


class Granting(Values):
    """One more role, for the company or for one team."""

    role: Keyword
    team_id: UUID | None = None


class Revoking(Values):
    """Which role is taken away, and why."""

    role: Keyword
    reason: Why


class Leaving(Values):
    """Why the membership ends."""

    reason: Why


@router.get("", **reads("member.list", MemberPage))
def listed(request: HttpRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The members with their rights; for a contractor's own key, themselves."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(MemberPage.of(*by_id(queries.visible_members(member), after, limit)))


@router.post("", **writes("member.invite", Made, status=201))
def invite(request: HttpRequest, key: Key, body: Invitation) -> HttpResponse:
    """Invite a person with one role. They act only after accepting, which they do on the page."""
    return made(request, key, invite_member, invitation=body)


@router.post("/services", **writes("service.add", Made, status=201))
def add(request: HttpRequest, key: Key, body: ServiceValues) -> HttpResponse:
    """Add a service: a platform or a tool that acts by keys alone, has no sign-in and never gives its word."""
    return made(request, key, add_service, values=body)


@router.post("/{member_id}/rights", **writes("member.grant", MemberRole, status=201))
def grant(request: HttpRequest, member_id: UUID, key: Key, body: Granting) -> HttpResponse:
    """Give a member one more role, for the company or for one team."""
    return made(request, key, grant_role, member_id=member_id, role=body.role, team_id=body.team_id)


@router.post("/{member_id}/revocation", **writes("member.revoke", MemberRole))
def revoke(request: HttpRequest, member_id: UUID, key: Key, body: Revoking) -> HttpResponse:
    """Take a role away. The last owner keeps theirs."""
    return done(request, key, revoke_role, member_id=member_id, role=body.role, reason=body.reason)


@router.post("/{member_id}/deactivation", **writes("member.deactivate", MemberState))
def deactivate(request: HttpRequest, member_id: UUID, key: Key, body: Leaving) -> HttpResponse:
    """End a membership. The record stays; the person can do nothing here any more."""
    return done(request, key, deactivate_member, member_id=member_id, reason=body.reason)
