"""What a race for money begins with: invoices that resemble no other, and the calls that are let loose on them."""

from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation, Payment

from ..actions.billing import (
    accepted,
    claim,
    received,
)
from ..cast import NOW, Cast
from .racing import Call

_numbers = count(1)


def fresh() -> str:
    """An invoice number that resembles no other."""
    return f"M-{next(_numbers)}"


def billed(cast: Cast, order_id: UUID, quantity: Any = 10, **more: Any) -> dict[str, Any]:
    """An invoice received, with a total unlike any other's."""
    return received(cast, order_id, **_unlike(quantity, **more))


def _unlike(quantity: Any, **more: Any) -> dict[str, Any]:
    number, price = more.pop("number", None) or fresh(), Decimal(more.get("unit_price", "100.00"))
    tax = Decimal(number.partition("-")[2]) / 100
    return {"quantity": quantity, "number": number, "tax": tax, "total": quantity * price + tax} | more


def payable(cast: Cast) -> UUID:
    """A matched invoice of ten hours."""
    order_id = cast.issued()
    accepted(cast, order_id)
    answer = billed(cast, order_id)
    assert answer["state"] == "matched"
    return UUID(answer["id"])


def receiving(cast: Cast, order_id: UUID | None, quantity: Any = 10, who: str = "petra", **more: Any) -> Call:
    """Somebody enters an invoice."""
    values = claim(cast, order_id, **_unlike(quantity, **more))
    return lambda: matching.receive(by=cast.members[who], at=NOW, values=values)


def releasing(cast: Cast, invoice_id: UUID, **more: Any) -> Call:
    """Fay releases."""
    return lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, **more)


def paying(cast: Cast, invoice_id: UUID) -> list[Payment]:
    """The payments that stand on an invoice."""
    with scope.reading(cast.company_id):
        live = Allocation.objects.filter(invoice_id=invoice_id, live=True).select_related("payment")
        return [one.payment for one in live]
