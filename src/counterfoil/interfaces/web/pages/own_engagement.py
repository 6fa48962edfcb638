"""A contractor's page of an engagement of theirs: its orders, and the asking for one that is missing or runs out."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements.queries import visible, visible_contracts
from counterfoil.lifecycle.orders import queries as orders

from ..forms.available import Attempt
from ..panels import wishes
from ..panels.caps import changes_shown
from ..session.member import MemberRequest, new_key, now

MOST = 20


def page(request: MemberRequest, engagement_id: UUID, attempt: Attempt | None, status: int) -> HttpResponse:
    """The page. Raises NotFound."""
    by = request.member
    with scope.reading(by.company_id):
        found = visible(by).select_related("contractor").one(engagement_id)
        own = orders.visible(by).filter(engagement_id=found.id, number__isnull=False)
        shown = wishes.shown(by, now(), found, "ask_for_order", attempt)
        contract = visible_contracts(by).filter(engagement_id=found.id).select_related("engagement").first()
        shown |= {
            "contract": contract,
            "changes": changes_shown(by, contract) if contract else [],
            "engagement": found,
            "orders": list(own.order_by("-issued_at", "-id")[:MOST]),
            "orders_count": own.count(),
            "attempt": attempt,
            "key": new_key(),
            "here": "engagements",
        }
        return render(request, "web/contractors/own_engagement.html", shown, status=status)
