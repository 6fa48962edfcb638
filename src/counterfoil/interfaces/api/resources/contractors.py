"""Contractors: those whose work is ordered."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties import queries
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor

from ..answering import Key, made, shown
from ..auth import member_of
from ..declaring import reads, writes
from ..paging import After, Limit, by_id
from ..shapes import ContractorMade, ContractorPage

router = Router(tags=["contractors"])


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
