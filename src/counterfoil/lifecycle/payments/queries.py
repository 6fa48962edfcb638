"""Payments, and what they pay. Reads only."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.invoices import queries as invoices

from .models import Allocation, Payment


def visible(by: Member) -> Rows:
    """The payments that this member may see: those on the invoices they see."""
    payments: Rows = Payment.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER:
        return payments
    seen = Allocation.objects.within(by.company_id).filter(invoice_id__in=invoices.visible(by).values("id"))
    return payments.filter(id__in=seen.values("payment_id"))


def of_invoices(company_id: UUID, invoice_ids: Sequence[UUID]) -> list[Allocation]:
    """What pays, or was to pay, these invoices, oldest first."""
    found = Allocation.objects.within(company_id).filter(invoice_id__in=invoice_ids)
    return list(found.select_related("payment__released_by", "invoice").order_by("payment__released_at", "id"))


def lock_with_invoice(by: Member, payment_id: UUID) -> UUID:
    """Lock the order, the invoice that a visible payment pays, and the payment. Returns the invoice. Raises NotFound."""
    if not by.roles & SEES_EVERY_ORDER:
        visible(by).one(payment_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock_with_invoice(%s, %s)", [by.company_id, payment_id])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        raise NotFound("payment")
    return found


def allocation_of(payment: Payment) -> Allocation:
    """The one invoice that a payment pays: payment runs will pay several."""
    found: Allocation = Allocation.objects.within(payment.company_id).get(payment_id=payment.id)
    return found
