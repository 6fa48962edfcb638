"""invoice.receive: somebody claims money; it is written down, and matched in the same transaction."""

from datetime import datetime
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.arriving import arrived, of_file, typed
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.documents.values import ArrivedFile
from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices import rules
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import claimant
from counterfoil.lifecycle.invoices.values import DocumentValues, InvoiceValues

from ..admitting import take_in
from ..replacing import beside


@action("invoice.receive", subject="invoice")
def receive(
    *, by: Member, at: datetime, values: DocumentValues | InvoiceValues, file: ArrivedFile | None = None
) -> Stored:
    """Take in an invoice or a credit note. A second one of the same number makes none: it lies in the receive log (R63).

    A document comes with its file, and says more than is typed.
    """
    contractor, first = claimant(by, values.contractor_id, values.kind, document_number(values.number))
    refuse_if(rules.receive(contractor, by))
    copy = beside(values, first)
    if first is not None and copy is None:
        return _turned_away(values, file, first, by=by, at=at)
    arrival = _log(values, file, by=by, at=at, became=values.kind, became_id=new_id())
    invoice = take_in(values, arrival, is_document=file is not None, by=by, at=at, copy=copy or 0)
    return Stored(invoice.id, invoice.stored() | {"became": invoice.kind} | of_file(arrival), order_id=invoice.order_id)


def _turned_away(
    values: InvoiceValues, file: ArrivedFile | None, first: Invoice, *, by: Member, at: datetime
) -> Stored:
    reason = rules.number_taken(first)
    arrival = _log(values, file, by=by, at=at, became="duplicate", same_as=first.id, reasons=[reason.as_data()])
    if file is None:
        add_row(arrival)
    answer = {"id": str(arrival.id), "became": "duplicate", "same_as": str(first.id)} | of_file(arrival)
    return Stored(arrival.id, answer, order_id=first.order_id)


def _log(values: InvoiceValues, file: ArrivedFile | None, *, by: Member, at: datetime, **told: Any) -> Arrival:
    """What was said is kept beside the file, so that a duplicate can be admitted as it was read. Typed, it is not saved yet."""
    content = canonical(values.model_dump())
    if file is not None:
        return arrived(file, by=by, at=at, content=content, **told)
    return typed(content, values.number, by=by, at=at, **told)
