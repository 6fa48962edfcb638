"""Write-offs in every state, of invoices, orders and a credit balance, committed, so that raw SQL has something to attack."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation

from ..actions import billing
from ..cast import NOW, Cast, line

Names = dict[str, Any]
TABLES = ("payments_writeoff", "payments_writeofflimit")
WHY = "Because of the budget"


def unpaid(cast: Cast) -> Names:
    """One of an invoice and one of an order wait, one of each stands, one of what was paid in part, and one was withdrawn."""
    limit = payments.set_write_off_limit(by=cast.olga, at=NOW, amount=Decimal(100))["id"]
    made: Names = {
        "limit": UUID(limit),
        "noted_bill": _billed(cast, "W-401", 15),
        "left_bill": _billed(cast, "W-402", 14),
    }
    made |= {"standing_bill": _billed(cast, "W-403", 13), "part_bill": _billed(cast, "W-404", 12)}
    made |= {"noted_writeoff": _noted(cast, made["noted_bill"]), "withdrawn_writeoff": _noted(cast, made["left_bill"])}
    given: Names = {"by": cast.olga, "at": NOW}
    payments.withdraw_write_off(**given, writeoff_id=made["withdrawn_writeoff"], reason=WHY)
    part: Names = {"invoice_id": made["part_bill"], "amount": Decimal(300), "purpose": "A first part"}
    paid = payments.release(by=cast.fay, at=NOW, **part)["id"]
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(paid))
    payments.settle(by=cast.fay, at=NOW, payment_id=UUID(paid))
    for name in ("standing", "part"):
        made[f"{name}_writeoff"] = _noted(cast, made[f"{name}_bill"])
        payments.approve_write_off(**given, writeoff_id=made[f"{name}_writeoff"])
    made |= {"rest_order": cast.issued(), "given_up_order": cast.issued()}
    made |= {"noted_rest": _rest(cast, made["rest_order"]), "standing_rest": _rest(cast, made["given_up_order"])}
    payments.approve_write_off(**given, writeoff_id=made["standing_rest"])
    with scope.reading(cast.company_id):
        for name in ("noted", "left", "standing", "part"):
            made[f"{name}_bill_order"] = Invoice.objects.get(id=made[f"{name}_bill"]).order_id
        made["part_bill_allocation"] = Allocation.objects.get(invoice_id=made["part_bill"]).id
    return made


def _billed(cast: Cast, number: str, quantity: int) -> UUID:
    order_id = cast.issued(lines=[line(quantity=20)])
    billing.accepted(cast, order_id, 20)
    answer = billing.received(cast, order_id, number=number, quantity=quantity)
    assert answer["state"] in ("matched", "cleared"), billing.kinds_of(cast, answer["id"])
    return UUID(answer["id"])


def _noted(cast: Cast, invoice_id: UUID) -> UUID:
    return UUID(payments.write_off_invoice(by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)["id"])


def _rest(cast: Cast, order_id: UUID) -> UUID:
    return UUID(payments.write_off_order(by=cast.fay, at=NOW, order_id=order_id, reason=WHY)["id"])
