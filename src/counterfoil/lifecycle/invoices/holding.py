"""The holds that stand on invoices, their orders and their contractors: read for all of a list at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.holds import PAYMENT, held
from counterfoil.foundation.parties.models import ContractorHold
from counterfoil.lifecycle.orders.models import OrderHold

from .models import Invoice, InvoiceHold


def holds_on_all(company_id: UUID, rows: Sequence[Invoice]) -> list[Any]:
    """Every hold that stands on one of these invoices, their orders or their contractors: three queries in all."""
    subjects: list[tuple[Any, dict[str, Any]]] = [
        (InvoiceHold, {"invoice_id__in": {row.id for row in rows}}),
        (OrderHold, {"order_id__in": {row.order_id for row in rows if row.order_id}}),
        (ContractorHold, {"contractor_id__in": {row.contractor_id for row in rows}}),
    ]
    found: list[Any] = []
    for table, concerned in subjects:
        found += table.objects.within(company_id).filter(state="standing", **concerned).select_related("owner")
    return found


def payment_held(invoice: Invoice, holds: Sequence[Any], today: date) -> list[Reason]:
    """Every hold among these that keeps this invoice from being paid."""
    return held([hold for hold in holds if concerns(hold, invoice)], PAYMENT, today)


def concerns(hold: Any, invoice: Invoice) -> bool:
    """Whether a hold is on this invoice, its order or its contractor."""
    subjects = {"invoice_id": invoice.id, "order_id": invoice.order_id, "contractor_id": invoice.contractor_id}
    return any(getattr(hold, name, None) == subject for name, subject in subjects.items() if subject)
