"""invoice.hold, invoice.lift: an invoice waits until its hold is lifted or its last day has passed."""

from uuid import UUID

from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.parties import holds
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import InvoiceCase
from ..models import InvoiceHold


@action("invoice.hold", on=InvoiceCase, rule=rules.hold)
def hold(case: InvoiceCase, *, values: HoldValues) -> Stored:
    """Put an open invoice on hold."""
    invoice = case.invoice
    placed = InvoiceHold(invoice=invoice)
    holds.place(placed, values, by=case.by, at=case.at)
    answer = invoice.stored() | {"hold_id": str(placed.id)}
    return Stored(invoice.id, answer, order_id=invoice.order_id, reason=values.reason)


@action("invoice.lift", on=InvoiceCase, rule=rules.lift)
def lift(case: InvoiceCase, *, hold_id: UUID, reason: Why) -> Stored:
    """Lift a hold before its last day."""
    invoice, by = case.invoice, case.by
    holds.lift(InvoiceHold.objects.within(by.company_id).filter(invoice_id=invoice.id), hold_id, by=by, at=case.at)
    answer = invoice.stored() | {"hold_id": str(hold_id)}
    return Stored(invoice.id, answer, order_id=invoice.order_id, reason=reason)
