"""Which invoices a member sees, and what stands on one. Reads only; every one takes `by` or a visible row."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Exists, F, Func, OuterRef, Q, TextField, UUIDField, Value

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, SEES_EVERY_ORDER, sees_dealings
from counterfoil.foundation.kernel.prepared import Prepared, row_of
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.parties.holds import Hold
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.queries import holds_on as holds_on_contractor
from counterfoil.foundation.parties.queries import visible as visible_contractors
from counterfoil.lifecycle.orders import queries as orders

from .models import Invoice, InvoiceHold, InvoiceLine
from .states import ENDED, WAITING

_MOST_ALIKE = 5


def visible(by: Member) -> Rows:
    """The invoices that this member may see: on the orders they see, and, for a contractor, their own."""
    invoices: Rows = Invoice.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER:
        return invoices
    seen = Q(order_id__in=orders.visible(by).values("id"))
    if CONTRACTOR in by.roles:
        # First: what is their own is told by itself, and nobody has to look for their every order.
        seen = Q(contractor__member_id=by.id) | seen
    return invoices.filter(seen)


def seen(by: Member, invoice_id: UUID) -> Invoice:
    """A visible invoice alone, not locked. Raises NotFound."""
    if by.roles & SEES_EVERY_ORDER:
        return row_of(Invoice, by.company_id, invoice_id)
    found: Invoice = visible(by).one(invoice_id)
    return found


def lock_with_order(by: Member, invoice_id: UUID) -> UUID | None:
    """Lock the order that a visible invoice is for, and then the invoice. Returns the order's id.

    None, with nothing locked: it is for none yet, or is a credit note. Raises NotFound.
    """
    if not by.roles & SEES_EVERY_ORDER:
        visible(by).one(invoice_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock_with_order(%s, %s)", [by.company_id, invoice_id])
        found: UUID | None = cursor.fetchone()[0]
    return found


def of_order(company_id: UUID, order_id: UUID) -> list[Invoice]:
    """Every invoice and credit note for an order, oldest first. Whether the order is visible is asked of the order."""
    found = Invoice.objects.within(company_id).filter(order_id=order_id).select_related("credits", "entered_by")
    return list(found.order_by("received_at", "id"))


def lines_of(invoice: Invoice) -> list[InvoiceLine]:
    """The lines that stand, in order."""
    lines = InvoiceLine.objects.within(invoice.company_id).filter(invoice_id=invoice.id, struck=False)
    return list(lines.order_by("position"))


def locked_lines(invoice: Invoice) -> list[InvoiceLine]:
    """The lines that stand, locked, in order."""
    return _LOCKED_LINES(company_id=invoice.company_id, invoice_id=invoice.id)


def holds_on(invoice: Invoice) -> list[Hold]:
    """The holds that stand on an invoice, its order or its contractor, with their owners."""
    upstream = orders.holds_on(invoice.order) if invoice.order else _on_contractor(invoice)
    if not invoice.has_holds:
        return upstream
    own = InvoiceHold.objects.within(invoice.company_id).filter(invoice_id=invoice.id, state="standing")
    return [*upstream, *own.select_related("owner").order_by("placed_at")]


def with_standings(invoices: Rows) -> Rows:
    """The same invoices, each with whether any hold stands on it itself, or a correction against it, and with what is `alike`."""
    own = InvoiceHold.objects.filter(company_id=OuterRef("company_id"), invoice_id=OuterRef("id"), state="standing")
    corrections = Invoice.objects.filter(
        company_id=OuterRef("company_id"), corrects_id=OuterRef("id"), state__in=WAITING
    )
    numbers: ArrayField[Any, Any] = ArrayField(TextField())
    found = Func(F("id"), Value(_MOST_ALIKE), function="documents_alike", output_field=numbers)
    return invoices.annotate(has_holds=Exists(own), has_corrections=Exists(corrections), alike=found)


def alike(invoice: Invoice) -> Sequence[str]:
    """The numbers of earlier documents of the contractor that may be this one, the oldest first. Asked once."""
    if invoice.alike is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT documents_alike(%s, %s)", [invoice.id, _MOST_ALIKE])
            invoice.alike = cursor.fetchone()[0]
    return invoice.alike


def one(by: Member, invoice_id: UUID) -> Invoice:
    """A visible invoice. Raises NotFound."""
    named = ("contractor", "order", "engagement", "credits", "corrects", "entered_by")
    invoice: Invoice = visible(by).select_related(*named).one(invoice_id)
    return invoice


def claimant(by: Member, contractor_id: UUID, kind: str, number_normal: str) -> tuple[Contractor, Invoice | None]:
    """A visible contractor, and their live document of this number, if any: nobody else can add one until we are done.

    Raises NotFound.
    """
    if sees_dealings(by.roles):
        contractor = _CLAIMANT.one(
            company_id=by.company_id, contractor_id=contractor_id, kind=kind, number_normal=number_normal
        )
    else:
        contractor = _claiming(visible_contractors(by), kind, number_normal).one(contractor_id)
    first: UUID | None = contractor.first
    return contractor, row_of(Invoice, by.company_id, first) if first else None


def invoice_credited(note: Invoice) -> Invoice | None:
    """The contractor's invoice that a credit note names by its number, if there is one."""
    if not note.is_credit or not note.credits_number:
        return None
    invoices = Invoice.objects.within(note.company_id).filter(
        contractor_id=note.contractor_id, kind="invoice", number_normal=note.credits_number
    )
    return invoices.exclude(state="void").order_by("copy").first()


def invoice_corrected(correction: Invoice) -> Invoice | None:
    """The contractor's invoice that a correction names by its number, if it stands: the last that came before."""
    if not correction.is_correction or not correction.corrects_number:
        return None
    earlier = Invoice.objects.within(correction.company_id).filter(
        contractor_id=correction.contractor_id, kind="invoice", number_normal=correction.corrects_number
    )
    return earlier.exclude(state="void").exclude(id=correction.id).order_by("-copy").first()


def corrections_waiting(invoice: Invoice) -> list[Invoice]:
    """The corrections that stand against an invoice and wait for what stands on it, the oldest first."""
    if not invoice.has_corrections:
        return []
    found = Invoice.objects.within(invoice.company_id).filter(corrects_id=invoice.id, state__in=WAITING)
    return list(found.order_by("received_at", "id"))


def corrections_of(company_id: UUID, invoices: Iterable[Invoice]) -> dict[UUID, list[str]]:
    """The numbers of the corrections that stand against each of these invoices and wait."""
    found: dict[UUID, list[str]] = {invoice.id: [] for invoice in invoices}
    waiting = Invoice.objects.within(company_id).filter(corrects_id__in=list(found), state__in=WAITING)
    for corrects_id, number in waiting.order_by("received_at", "id").values_list("corrects_id", "number"):
        found[corrects_id].append(number)
    return found


def has_credit_notes(invoice: Invoice) -> bool:
    """Whether a credit note takes off it, or waits to do so."""
    notes = Invoice.objects.within(invoice.company_id).filter(credits_id=invoice.id)
    return bool(invoice.credited_amount) or notes.exclude(state__in=ENDED).exists()


def shares_number(invoice: Invoice) -> list[Invoice]:
    """The credit notes of its contractor that have an invoice's number, or the invoices that have a credit note's."""
    same = Invoice.objects.within(invoice.company_id).filter(
        contractor_id=invoice.contractor_id, number_normal=invoice.number_normal
    )
    return list(same.exclude(kind=invoice.kind).exclude(state="void").order_by("received_at", "id"))


def _on_contractor(invoice: Invoice) -> list[Hold]:
    return list(holds_on_contractor(invoice.company_id, invoice.contractor_id))


def _standing_lines(company_id: UUID, invoice_id: UUID) -> Rows:
    lines: Rows = InvoiceLine.objects.within(company_id).filter(invoice_id=invoice_id, struck=False)
    return lines.order_by("position").select_for_update()


def _claiming(contractors: Rows, kind: str, number_normal: str) -> Rows:
    asked = F("company_id"), F("id"), Value(kind), Value(number_normal)
    return contractors.annotate(first=Func(*asked, function="invoice_of_number", output_field=UUIDField()))


def _claimant(company_id: UUID, contractor_id: UUID, **document: str) -> Rows:
    return _claiming(Contractor.objects.within(company_id).filter(id=contractor_id), **document)


_CLAIMANT = Prepared[Any](_claimant)
_LOCKED_LINES = Prepared[InvoiceLine](_standing_lines)
