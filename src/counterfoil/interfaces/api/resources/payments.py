"""Payments: released, on their way, settled; or failed, or taken back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.payments import queries

from ..answering import shown
from ..auth import member_of
from ..claim_shapes import PaymentShape
from ..declaring import reads

router = Router(tags=["payments"])


@router.get("/{payment_id}", **reads("payment.get", PaymentShape))
def get(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment, and what it pays."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows = queries.visible(member).select_related("contractor", "released_by")
        return shown(PaymentShape.of(member, rows.one(payment_id)))
