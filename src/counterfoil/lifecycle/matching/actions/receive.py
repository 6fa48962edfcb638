"""invoice.receive: somebody claims money; it is written down, and matched in the same transaction."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.canonical import canonical, sha256
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.parties.queries import visible as visible_contractors
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices import rules
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import same_number
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.orders.numbers import normal

from ..admitting import take_in


@action("invoice.receive", subject="invoice")
def receive(*, by: Member, at: datetime, values: InvoiceValues) -> Stored:
    """Take in an invoice or a credit note. A second one of the same number makes none: it lies in the receive log (R63)."""
    contractor = visible_contractors(by).one(values.contractor_id)
    refuse_if(rules.receive(contractor, by))
    first = same_number(by.company_id, contractor.id, values.kind, normal(values.number))
    if first is not None:
        return _turned_away(values, first, by=by, at=at)
    invoice = take_in(values, by=by, at=at)
    _log(values, by=by, at=at, became=invoice.kind, became_id=invoice.id)
    return Stored(invoice.id, invoice.stored() | {"became": invoice.kind}, order_id=invoice.order_id)


def _turned_away(values: InvoiceValues, first: Invoice, *, by: Member, at: datetime) -> Stored:
    arrival = _log(values, by=by, at=at, became="duplicate", same_as=first.id)
    answer = {"id": str(arrival.id), "became": "duplicate", "same_as": str(first.id)}
    return Stored(arrival.id, answer, order_id=first.order_id)


def _log(values: InvoiceValues, *, by: Member, at: datetime, **became: object) -> Arrival:
    content = canonical(values.model_dump())
    return Arrival.objects.create(
        company_id=by.company_id,
        arrived_at=at,
        door="entered",
        name=values.number,
        media_type="application/json",
        size=len(content.encode()),
        sha256=sha256(content),
        content=content,
        sender=by,
        **became,
    )
