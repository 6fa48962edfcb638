"""invoice.admit_duplicate: a second person says that a document of the same number is another one after all."""

import json
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import ADMITTED, Arrival
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Why, parsed
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import claimant
from counterfoil.lifecycle.invoices.values import DocumentValues, InvoiceValues

from .. import rules
from ..admitting import take_in


@action("invoice.admit_duplicate", subject="arrival")
def admit_duplicate(*, by: Member, at: datetime, arrival_id: UUID, reason: Why) -> Stored:
    """Make an invoice of what was turned away as a duplicate. Once."""
    arrival: Arrival = Arrival.objects.within(by.company_id).filter(became="duplicate").one(arrival_id)
    is_document = bool(arrival.kind)
    values = parsed(DocumentValues if is_document else InvoiceValues, json.loads(arrival.content))
    _contractor, first = claimant(by, values.contractor_id, values.kind, document_number(values.number))
    refuse_if(rules.admit(first, by, arrival.sender_id) + rules.admitted_once(_admitted(arrival)))
    admitted = Arrival.objects.create(
        company_id=by.company_id,
        arrived_at=at,
        door=ADMITTED,
        name=arrival.name,
        media_type=arrival.media_type,
        size=arrival.size,
        sha256=arrival.sha256,
        kind=arrival.kind,
        number=arrival.number,
        content=arrival.content,
        became=values.kind,
        became_id=new_id(),
        same_as=arrival.id,
        sender=by,
    )
    copy = first.copy + 1 if first else 0
    invoice = take_in(values, admitted, is_document=is_document, by=by, at=at, copy=copy)
    return Stored(invoice.id, invoice.stored(), order_id=invoice.order_id, reason=reason)


def _admitted(arrival: Arrival) -> Invoice | None:
    """What was made of it before, if that still stands."""
    made = Arrival.objects.within(arrival.company_id).filter(door=ADMITTED, same_as=arrival.id)
    invoices = Invoice.objects.within(arrival.company_id).filter(id__in=made.values("became_id"))
    return invoices.exclude(state="void").first()
