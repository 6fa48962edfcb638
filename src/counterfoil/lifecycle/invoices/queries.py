"""Which invoices a member sees, and what stands on one. Reads only; every one takes `by` or a visible row."""

from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, SEES_EVERY_ORDER
from counterfoil.foundation.kernel.remembered import Remembered
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.parties.holds import Hold
from counterfoil.foundation.parties.queries import holds_on as holds_on_contractor
from counterfoil.lifecycle.orders import queries as orders

from .models import Invoice, InvoiceHold, InvoiceLine


def visible(by: Member) -> Rows:
    """The invoices that this member may see: on the orders they see, and, for a contractor, their own."""
    invoices: Rows = Invoice.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER:
        return invoices
    seen = Q(order_id__in=orders.visible(by).values("id"))
    if CONTRACTOR in by.roles:
        seen |= Q(contractor__member_id=by.id)
    return invoices.filter(seen)


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


def with_holds(invoices: Rows) -> Rows:
    """The same invoices, each with whether any hold stands on it itself."""
    own = InvoiceHold.objects.filter(company_id=OuterRef("company_id"), invoice_id=OuterRef("id"), state="standing")
    return invoices.annotate(has_holds=Exists(own))


def one(by: Member, invoice_id: UUID) -> Invoice:
    """A visible invoice. Raises NotFound."""
    invoice: Invoice = visible(by).select_related("contractor", "order", "engagement", "credits").one(invoice_id)
    return invoice


def same_number(company_id: UUID, contractor_id: UUID, kind: str, number_normal: str) -> Invoice | None:
    """The live document of this contractor with the same number, if any. Nobody else can add one until we are done."""
    with connection.cursor() as cursor:
        asked = (company_id, contractor_id, kind, number_normal)
        cursor.execute("SELECT invoice_of_number(%s, %s, %s, %s)", asked)
        found = cursor.fetchone()[0]
    return Invoice.objects.within(company_id).get(id=found) if found else None


def invoice_credited(note: Invoice) -> Invoice | None:
    """The contractor's invoice that a credit note names by its number, if there is one."""
    if not note.is_credit or not note.credits_number:
        return None
    invoices = Invoice.objects.within(note.company_id).filter(
        contractor_id=note.contractor_id, kind="invoice", number_normal=note.credits_number
    )
    return invoices.exclude(state="void").order_by("copy").first()


def _on_contractor(invoice: Invoice) -> list[Hold]:
    return list(holds_on_contractor(invoice.company_id, invoice.contractor_id))


def _standing_lines(company_id: UUID, invoice_id: UUID) -> Rows:
    lines: Rows = InvoiceLine.objects.within(company_id).filter(invoice_id=invoice_id, struck=False)
    return lines.order_by("position").select_for_update()


_LOCKED_LINES = Remembered[InvoiceLine](_standing_lines)
