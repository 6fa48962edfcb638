"""Short words for what the tests of advances do to get there."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import settled

WHAT_FOR = "A third before the work begins"


def asked(cast: Cast, order_id: UUID, amount: Any = 300, who: str = "rita") -> UUID:
    """An advance that Rita asked for."""
    given: dict[str, Any] = {"order_id": order_id, "amount": Decimal(amount), "purpose": WHAT_FOR}
    return UUID(payments.request_advance(by=cast.members[who], at=NOW, **given)["id"])


def advanced(cast: Cast, order_id: UUID, amount: Any = 300) -> UUID:
    """An advance that has arrived."""
    advance_id = asked(cast, order_id, amount)
    settled(cast, advance_id)
    return advance_id
