"""Write-offs: what was settled without money, or waits for a second person. Never among payments."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.write_offs import WriteOffs
from counterfoil.insight.shapes.write_offs import WriteOffShape
from counterfoil.lifecycle.payments import queries

from ..answering import shown
from ..answers import WriteOffPage
from ..auth import member_of
from ..declaring import reads
from ..listing import asks, found, rows_of
from ..paging import After, Limit

router = Router(tags=["payments"])


@router.get("", **reads("writeoff.list", WriteOffPage))
@asks(WriteOffs, "A text by which its order or its invoice is found.")
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The write-offs on the orders that the key's member sees, the newest first; none for a contractor's own key."""
    member = member_of(request)
    with scope.reading(member.company_id):
        seen = found(WriteOffs, member, rows_of(WriteOffs, member, wanted), wanted, after, limit)
        items = WriteOffShape.each(seen.rows, member)
        return shown(WriteOffPage(items=items, next=seen.next, totals=seen.totals))


@router.get("/{writeoff_id}", **reads("writeoff.get", WriteOffShape))
def get(request: HttpRequest, writeoff_id: UUID) -> HttpResponse:
    """One write-off: how much of what, why, and by whom."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(WriteOffShape.of(queries.write_off(member, writeoff_id), member))
