"""invoice.hold, invoice.lift: an invoice waits until its hold is lifted or its last day has passed."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.parties import holds
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules
from ..models import InvoiceHold


@action("invoice.hold", subject="invoice")
def hold(*, by: Member, at: datetime, invoice_id: UUID, values: HoldValues) -> Stored:
    """Put an open invoice on hold."""
    invoice = queries.one(by, invoice_id)
    refuse_if(rules.hold(invoice, by))
    placed = InvoiceHold(invoice=invoice)
    holds.place(placed, values, by=by, at=at)
    answer = invoice.stored() | {"hold_id": str(placed.id)}
    return Stored(invoice.id, answer, order_id=invoice.order_id, reason=values.reason)


@action("invoice.lift", subject="invoice")
def lift(*, by: Member, at: datetime, invoice_id: UUID, hold_id: UUID, reason: Why) -> Stored:
    """Lift a hold before its last day."""
    invoice = queries.one(by, invoice_id)
    refuse_if(rules.lift(invoice, by, separated(by)))
    holds.lift(InvoiceHold.objects.within(by.company_id).filter(invoice_id=invoice.id), hold_id, by=by, at=at)
    answer = invoice.stored() | {"hold_id": str(hold_id)}
    return Stored(invoice.id, answer, order_id=invoice.order_id, reason=reason)
