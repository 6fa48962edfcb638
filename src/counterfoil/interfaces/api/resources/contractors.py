"""Contractors: those whose work is ordered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Values
from counterfoil.foundation.parties import queries
from counterfoil.foundation.parties.actions import (
    ContractorValues,
    Identities,
    add_contractor,
    identify,
    match_contractor,
)

from ..answering import Key, done, made, shown
from ..auth import member_of
from ..declaring import reads, writes
from ..paging import After, Limit, by_id
from ..shapes import ContractorMade, ContractorMatched, ContractorPage, PartyIdentified

router = Router(tags=["contractors"])


class MatchedBy(Values):
    """By which policy; null for none of the contractor's own."""

    match_policy_id: UUID | None


class Identifying(Values):
    """The names, and whose they are; null for ourselves."""

    contractor_id: UUID | None = None
    identities: Identities


@router.get("", **reads("contractor.list", ContractorPage))
def listed(request: HttpRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The contractors; for a contractor's own key, themselves."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(ContractorPage.of(*by_id(queries.visible(member), after, limit)))


@router.post("", **writes("contractor.add", ContractorMade, status=201))
def add(request: HttpRequest, key: Key, body: ContractorValues) -> HttpResponse:
    """Add a contractor under a code of its own."""
    return made(request, key, add_contractor, values=body)


@router.put("/{contractor_id}/match-policy", **writes("contractor.match", ContractorMatched))
def match(request: HttpRequest, contractor_id: UUID, key: Key, body: MatchedBy) -> HttpResponse:
    """Say by which policy this contractor's invoices are matched."""
    policy_id = body.match_policy_id
    return done(request, key, match_contractor, contractor_id=contractor_id, match_policy_id=policy_id)


@router.put("/identities", **writes("party.identify", PartyIdentified))
def identified(request: HttpRequest, key: Key, body: Identifying) -> HttpResponse:
    """Say by which names documents know a contractor, or ourselves; what was said before is replaced."""
    return done(request, key, identify, contractor_id=body.contractor_id, identities=body.identities)
