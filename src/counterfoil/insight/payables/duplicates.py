"""A document that was turned away because its number was there already, beside the first of that number."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.matching.cases import DuplicateCase

from ..verbs.available import AvailableVerb, available


@dataclass(frozen=True)
class Duplicate:
    """What came, what it says, the first of its number, and whether this member may admit it."""

    arrival: Arrival
    values: InvoiceValues
    first: Invoice
    admitted: Invoice | None
    admit: AvailableVerb


def turned_away(by: Member, arrival_id: UUID) -> tuple[Arrival, Invoice]:
    """A turned away document and the first of its number, for whoever sees that one. Raises NotFound."""
    rows = Arrival.objects.within(by.company_id).filter(became="duplicate").select_related("sender")
    arrival: Arrival = rows.one(arrival_id)
    return arrival, invoices.visible(by).select_related("contractor").one(arrival.same_as or UUID(int=0))


def duplicate(by: Member, arrival_id: UUID, at: datetime) -> Duplicate:
    """It with what can be done with it. Called inside a scope. Raises NotFound."""
    arrival, first = turned_away(by, arrival_id)
    case = DuplicateCase(by, at, arrival=arrival, first=None if first.state == "void" else first)
    [admit] = available(case)
    return Duplicate(arrival, case.values, first, case.made, admit)
