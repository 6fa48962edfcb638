"""Short words for what the tests of write-offs do to get there."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import WriteOff

from ..cast import NOW, Cast
from .billing import accepted, matched, received
from .verb import WHY

SMALL: dict[str, Any] = {"quantity": "0.5"}
"""An invoice of 50.00, which one person alone writes off."""


def written_off(cast: Cast, invoice_id: Any, who: str = "fay", reason: str = WHY) -> dict[str, Any]:
    """What is left of an invoice, written off, or waiting for a second person."""
    return payments.write_off_invoice(by=cast.members[who], at=NOW, invoice_id=UUID(str(invoice_id)), reason=reason)


def approved(cast: Cast, written: Any, who: str = "olga") -> dict[str, Any]:
    """It, approved by Olga."""
    return payments.approve_write_off(by=cast.members[who], at=NOW, writeoff_id=UUID(str(written)))


def settled_without_money(cast: Cast, invoice_id: Any) -> UUID:
    """What is left of an invoice, noted by Fay and approved by Olga."""
    written = UUID(written_off(cast, invoice_id)["id"])
    approved(cast, written)
    return written


def reversed_(cast: Cast, written: Any, who: str = "fay") -> dict[str, Any]:
    """It, reversed."""
    return payments.reverse_write_off(by=cast.members[who], at=NOW, writeoff_id=UUID(str(written)), reason=WHY)


def rest_written_off(cast: Cast, order_id: UUID, who: str = "fay") -> dict[str, Any]:
    """What no invoice claims of an order, written off, or waiting for a second person."""
    return payments.write_off_order(by=cast.members[who], at=NOW, order_id=order_id, reason=WHY)


def rest_settled(cast: Cast, order_id: UUID) -> UUID:
    """What no invoice claims of an order, noted by Fay and approved by Olga."""
    written = UUID(rest_written_off(cast, order_id)["id"])
    approved(cast, written)
    return written


def partly_paid(cast: Cast, amount: Any = 600, number: str = "R-1") -> UUID:
    """An invoice of 1,000.00 of which so much was paid and has arrived."""
    invoice_id = matched(cast, number=number)
    given: dict[str, Any] = {"invoice_id": invoice_id, "amount": Decimal(amount), "purpose": "A first part"}
    paid = payments.release(by=cast.fay, at=NOW, **given)["id"]
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(paid))
    payments.settle(by=cast.fay, at=NOW, payment_id=UUID(paid))
    return invoice_id


def part_billed(cast: Cast, quantity: Any = 7, number: str = "R-1") -> UUID:
    """An order of 1,000.00, matched two-way by what is accepted, of which so much is invoiced."""
    order_id = cast.issued()
    accepted(cast, order_id)
    assert received(cast, order_id, quantity=quantity, number=number)["state"] == "matched"
    return order_id


def write_off_of(cast: Cast, written: Any) -> WriteOff:
    """It as it stands."""
    with scope.reading(cast.company_id):
        return WriteOff.objects.get(id=written)


def order_of(cast: Cast, order_id: UUID) -> Order:
    """The order as it stands."""
    with scope.reading(cast.company_id):
        return Order.objects.get(id=order_id)
