"""Accepted offers of which the chosen order has not given its share yet, and what that share would say."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements.models import Offer

from .models import Choice
from .shared_values import ShareValues

_ONE = Decimal(1)
_PIECE = "C62"
MOST = 200
"""As many are looked at for one order at once: those beyond stand on the desk of who chose them."""


def undrawn(company_id: UUID, *, offer_id: UUID | None = None, order_id: UUID | None = None) -> Sequence[Choice]:
    """The choices that hold for accepted offers whose engagement has no order: of one offer, or of all that chose an order, those
    accepted first at the front."""
    named = {"offer_id": offer_id} if offer_id else {"order_id": order_id}
    chosen = Choice.objects.within(company_id).filter(
        order__isnull=False, offer__state="accepted", offer__order_open=True, version=F("offer__order_version"), **named
    )
    return list(chosen.select_related("offer").order_by("offer__decided_at", "id")[:MOST])


def share_of(offer: Offer) -> ShareValues:
    """What an offer draws on the order that was chosen for it: all that it can come to, as one line. Raises Invalid for a price
    that no line can have."""
    fixed = offer.amount is not None
    line = {
        "text": offer.title,
        "quantity": _ONE if fixed else offer.most_units,
        "unit": offer.unit or _PIECE,
        "unit_price": offer.amount if fixed else offer.unit_rate,
    }
    said = {
        "engagement_id": offer.engagement_id,
        "title": offer.title,
        "starts_on": offer.starts_on,
        "ends_on": offer.ends_on,
        "lines": [line],
    }
    return parsed(ShareValues, said)
