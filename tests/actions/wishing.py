"""Short words for what the tests of contractors who ask for an order do to get there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Wish

from ..cast import NOW, Cast


def asked(cast: Cast, engagement_id: UUID | None = None, at: datetime = NOW, note: str = "") -> UUID:
    """Cleo asks for the order of an engagement."""
    wanted = engagement_id or cast.engagement_id
    return UUID(orders.ask_for_order(by=cast.cleo, at=at, engagement_id=wanted, note=note)["wish_id"])


def answered(cast: Cast, at: datetime = NOW, reason: str = "The budget is not there yet", **more: Any) -> None:
    """Rita answers."""
    orders.answer_wish(by=cast.rita, at=at, engagement_id=cast.engagement_id, reason=reason, **more)


def wish_of(cast: Cast, wish_id: UUID) -> Wish:
    """It as it stands."""
    with scope.reading(cast.company_id):
        found: Wish = Wish.objects.get(id=wish_id)
    return found
