"""A document that was turned away because its number was there already, beside the first of that number."""

import json
from dataclasses import dataclass
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import ADMITTED, Arrival
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.values import DocumentValues, InvoiceValues
from counterfoil.lifecycle.matching import rules

from ..trace.moves import Move, asked


@dataclass(frozen=True)
class Duplicate:
    """What came, what it says, the first of its number, and whether this member may admit it."""

    arrival: Arrival
    values: InvoiceValues
    first: Invoice
    admitted: Invoice | None
    admit: Move


def duplicate(by: Member, arrival_id: UUID) -> Duplicate:
    """A turned away document, for whoever sees the first of its number. Called inside a scope. Raises NotFound."""
    turned_away = Arrival.objects.within(by.company_id).filter(became="duplicate").select_related("sender")
    arrival: Arrival = turned_away.one(arrival_id)
    first: Invoice = invoices.visible(by).select_related("contractor").one(arrival.same_as or UUID(int=0))
    made = Arrival.objects.within(by.company_id).filter(door=ADMITTED, same_as=arrival.id)
    standing = Invoice.objects.within(by.company_id).filter(id__in=made.values("became_id"))
    admitted = standing.exclude(state="void").first()
    live = None if first.state == "void" else first
    reasons = rules.admit(live, by, arrival.sender_id) + rules.admitted_once(admitted)
    values = parsed(DocumentValues if arrival.kind else InvoiceValues, json.loads(arrival.content))
    return Duplicate(arrival, values, first, admitted, asked("invoice.admit_duplicate", reasons, by))
