"""Rows that do not name a thing themselves, but hang on what does: evidence on its order, a payment on the invoice it pays."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from counterfoil.lifecycle.engagements.models import Contract, Engagement
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Choice, Order
from counterfoil.lifecycle.payments.models import Allocation

from .reader import Reader

Through = Callable[[Reader, UUID], Q]


def told_by(table: Any, key: str, column: str) -> Subquery:
    """A figure that stands with what the row hangs on: no join, so that which rows are shown is asked of one table."""
    named = table.objects.filter(company_id=OuterRef("company_id"), id=OuterRef(key))
    return Subquery(named.values(column))


def of_orders(column: str) -> Through:
    """Rows with an order, by what the order names."""
    return partial(_of, Order, "order_id", column)


def of_orders_and_offers(column: str, of_offer: str) -> Through:
    """The same, and rows about an offer that waits for its order, by what the offer names."""

    def true(reader: Reader, value: UUID) -> Q:
        waiting = Choice.objects.within(reader.by.company_id).filter(**{f"offer__{of_offer}": value})
        return _of(Order, "order_id", column, reader, value) | Q(choice_id__in=waiting.values("id"))

    return true


def of_engagements(column: str) -> Through:
    """Rows with an engagement, by what the engagement names."""
    return partial(_of, Engagement, "engagement_id", column)


def of_contracts(column: str) -> Through:
    """Rows with a contract, by what its engagement names."""
    return partial(_of, Contract, "contract_id", f"engagement__{column}")


def of_invoices(column: str) -> Through:
    """Rows with an invoice, by what the invoice names."""
    return partial(_of, Invoice, "invoice_id", column)


def of_bills(column: str) -> Through:
    """Payments, by what the invoices name that they pay."""

    def true(reader: Reader, value: UUID) -> Q:
        paid = Allocation.objects.within(reader.by.company_id).filter(_of(Invoice, "invoice_id", column, reader, value))
        return Q(id__in=paid.values("payment_id"))

    return true


def _of(table: Any, key: str, column: str, reader: Reader, value: UUID) -> Q:
    found = table.objects.within(reader.by.company_id).filter(**{column: value})
    return Q(**{f"{key}__in": found.values("id")})
