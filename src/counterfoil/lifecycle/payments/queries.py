"""Payments, and what they pay. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER, works_here
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import OrderLine

from .models import Allocation, Payment, Refund, SetOff, Twin, WriteOff, WriteOffLimit
from .twin_rules import TwinOf
from .values import Context


def visible(by: Member) -> Rows:
    """The payments that this member may see: those on the invoices they see."""
    payments: Rows = Payment.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER:
        return payments
    seen = Allocation.objects.within(by.company_id).filter(invoice_id__in=invoices.visible(by).values("id"))
    return payments.filter(id__in=seen.values("payment_id"))


def allocations_seen(by: Member, rows: Rows) -> Rows:
    """Of what payments pay, what this member sees: a payment can be for invoices of another team too."""
    if by.roles & SEES_EVERY_ORDER:
        return rows
    return rows.filter(invoice_id__in=invoices.visible(by).values("id"))


def of_invoices(company_id: UUID, invoice_ids: Sequence[UUID]) -> list[Allocation]:
    """What pays, or was to pay, these invoices, oldest first."""
    found = Allocation.objects.within(company_id).filter(invoice_id__in=invoice_ids)
    return list(found.select_related("payment__released_by", "invoice").order_by("payment__released_at", "id"))


def set_offs_of(invoice: Invoice) -> list[SetOff]:
    """What pays an invoice from a credit balance, and what of its own balance pays others, oldest first."""
    either = Q(invoice_id=invoice.id) | Q(credited_id=invoice.id)
    rows = SetOff.objects.within(invoice.company_id).filter(either)
    found = rows.select_related("invoice", "credited", "payment", "released_by")
    return list(found.order_by("released_at", "id"))


def set_offs_with(payment: Payment) -> list[SetOff]:
    """What was set off when a payment was released, but for an invoice that was taken out of it since."""
    rows = SetOff.objects.within(payment.company_id).filter(payment_id=payment.id)
    taken_out = Allocation.objects.within(payment.company_id).filter(payment_id=payment.id, unlinked=True)
    rows = rows.exclude(invoice_id__in=taken_out.values("invoice_id"))
    return list(rows.select_related("invoice", "credited", "released_by").order_by("id"))


def orders_paid(company_id: UUID, payment_id: UUID) -> list[UUID]:
    """The orders whose invoices a payment pays, or was to pay."""
    paid = Allocation.objects.within(company_id).filter(
        payment_id=payment_id, unlinked=False, invoice__order__isnull=False
    )
    return list(paid.order_by("invoice__order_id").values_list("invoice__order_id", flat=True).distinct())


def contexts_of(invoice: Invoice) -> list[Context]:
    """What the parts are for that stand on an invoice."""
    rows = Allocation.objects.within(invoice.company_id).filter(invoice_id=invoice.id, live=True)
    return [context_of(one) for one in rows]


def context_of(one: Allocation) -> Context:
    """What a part of an invoice is paid for."""
    period = {"starts_on": one.starts_on, "ends_on": one.ends_on}
    return Context(purpose=one.purpose, line_id=one.order_line_id, **period)


def lines_of(invoice: Invoice) -> set[UUID]:
    """The lines of an invoice's order."""
    lines = OrderLine.objects.within(invoice.company_id).filter(order_id=invoice.order_id)
    return set(lines.values_list("id", flat=True))


def invoices_named(by: Member, invoice_ids: Sequence[UUID]) -> list[Invoice]:
    """The visible invoices with these ids, one for each. Raises NotFound."""
    found = {one.id: one for one in invoices.visible(by).filter(id__in=invoice_ids)}
    if found.keys() != set(invoice_ids):
        raise NotFound("invoice")
    return [found[one] for one in invoice_ids]


def twins(company_id: UUID, wanted: Mapping[UUID, Decimal], day: date) -> dict[UUID, list[TwinOf]]:
    """Of each invoice, if so much of it were released on this day: the payments under way that would be its twins."""
    asked = "SELECT * FROM twins(%s, %s, %s::numeric[], ARRAY[%s])"
    return _twins(wanted, asked, [company_id, list(wanted), list(wanted.values()), day])


def lock_twins(company_id: UUID, invoice_id: UUID, amount: Decimal, days: Collection[date]) -> list[TwinOf]:
    """The same for who releases so much now, or marks it as paid on one of these days: one at a time, until they commit."""
    asked = "SELECT * FROM twins_locked(%s, %s, %s, %s::date[])"
    return _twins([invoice_id], asked, [company_id, invoice_id, amount, list(days)])[invoice_id]


def lock_twins_like(company_id: UUID, contractor_id: UUID, currency: str, sent: Decimal, day: date) -> list[TwinOf]:
    """The same of so much that is sent to a contractor."""
    given: list[Any] = [company_id, contractor_id, currency, sent]
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock_twins(%s, %s, %s, %s)", given)
        cursor.execute("SELECT * FROM twins_like(%s, %s, %s, %s, ARRAY[%s])", [*given, day])
        return [TwinOf(*of) for of in cursor.fetchall()]


def _twins(invoice_ids: Iterable[UUID], sql: str, given: Sequence[Any]) -> dict[UUID, list[TwinOf]]:
    found: dict[UUID, list[TwinOf]] = {one: [] for one in invoice_ids}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        for invoice_id, *of in cursor.fetchall():
            found[invoice_id].append(TwinOf(*of))
    return found


def confirmers(payment: Payment) -> set[UUID]:
    """Who has confirmed one more like a payment that was not released yet."""
    rows = Twin.objects.within(payment.company_id).filter(payment_id=payment.id, covers__isnull=True)
    return set(rows.values_list("confirmed_by_id", flat=True))


def twins_of(payment: Payment) -> list[Twin]:
    """What was confirmed beside a payment, and by whose word it was released itself, oldest first."""
    rows = Twin.objects.within(payment.company_id).filter(Q(payment_id=payment.id) | Q(covers_id=payment.id))
    return list(rows.select_related("confirmed_by").order_by("confirmed_at", "id"))


def linked_with(payment: Payment) -> dict[UUID, Decimal]:
    """What a payment pays, and how much of each invoice."""
    rows = Allocation.objects.within(payment.company_id).filter(payment_id=payment.id, live=True)
    return dict(rows.values_list("invoice_id", "amount"))


def parts_of(payment: Payment) -> dict[UUID, Decimal]:
    """What a payment brings to each invoice, with what was set off with it."""
    parts: dict[UUID, Decimal] = defaultdict(Decimal)
    for table in (Allocation, SetOff):
        rows = table.objects.within(payment.company_id).filter(payment_id=payment.id, live=True)
        for invoice_id, amount in rows.values_list("invoice_id", "amount"):
            parts[invoice_id] += amount
    return parts


def as_seen(by: Member, set_offs: Sequence[SetOff]) -> Sequence[SetOff]:
    """The same set-offs, each with which of its invoices this reader does not see: a credit balance can be another team's."""
    if by.roles & SEES_EVERY_ORDER or not set_offs:
        return set_offs
    both = {each for one in set_offs for each in (one.invoice_id, one.credited_id)}
    seen = set(invoices.visible(by).filter(id__in=both).values_list("id", flat=True))
    for one in set_offs:
        one.unseen = frozenset({one.invoice_id, one.credited_id} - seen)
    return set_offs


def refunds_of(invoice: Invoice) -> list[Refund]:
    """What of an invoice's credit balance came back, oldest first."""
    rows = Refund.objects.within(invoice.company_id).filter(credited_id=invoice.id)
    return list(rows.select_related("credited__contractor", "noted_by", "decided_by").order_by("noted_at", "id"))


def refunds_noted(by: Member) -> Rows:
    """The refunds on visible invoices that wait for a second person."""
    found: Rows = Refund.objects.within(by.company_id).filter(state="noted")
    return found.filter(credited_id__in=invoices.visible(by).values("id"))


def refund(by: Member, refund_id: UUID) -> Refund:
    """A refund on a visible invoice. Raises NotFound."""
    found: Refund | None = Refund.objects.within(by.company_id).filter(id=refund_id).first()
    if found is None or not invoices.visible(by).filter(id=found.credited_id).exists():
        raise NotFound("refund")
    return found


def write_offs(by: Member) -> Rows:
    """The write-offs on the orders that this member sees; whom they concern sees none of them (R163)."""
    rows: Rows = WriteOff.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER:
        return rows
    return rows.filter(order_id__in=orders.visible(by).values("id")) if works_here(by.roles) else rows.none()


def write_off(by: Member, writeoff_id: UUID) -> WriteOff:
    """One of them, with all that is said of it. Raises NotFound."""
    named = ("order__contractor", "invoice__contractor", "noted_by", "approved_by", "ended_by")
    found: WriteOff = write_offs(by).select_related(*named).one(writeoff_id)
    return found


def write_offs_of(invoice: Invoice) -> list[WriteOff]:
    """What of an invoice or its credit balance was written off, or waits to be, oldest first."""
    rows = WriteOff.objects.within(invoice.company_id).filter(invoice_id=invoice.id)
    named = ("order__contractor", "invoice", "noted_by", "approved_by", "ended_by")
    return list(rows.select_related(*named).order_by("noted_at", "id"))


def write_off_limit(company_id: UUID) -> WriteOffLimit | None:
    """What was set last of what one person alone writes off."""
    found: WriteOffLimit | None = WriteOffLimit.objects.within(company_id).order_by("-version").first()
    return found


def lock_with_invoices(by: Member, payment_id: UUID) -> list[UUID]:
    """Lock the orders and invoices that a visible payment pays, and the payment. Returns the invoices. Raises NotFound."""
    if not by.roles & SEES_EVERY_ORDER:
        visible(by).one(payment_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock_with_invoices(%s, %s)", [by.company_id, payment_id])
        found: list[UUID] = cursor.fetchone()[0]
    if not found:
        raise NotFound("payment")
    return found
