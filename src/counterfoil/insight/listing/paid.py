"""Whether something is paid, and whether it is overdue, on the company's day."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import UNFINISHED
from counterfoil.lifecycle.payments.models import Allocation
from counterfoil.lifecycle.payments.states import UNDER_WAY

from .filters import When
from .reader import Reader

_ORDERS = "Only those of which every invoice that stands is paid, and one is; with false, all others."
_INVOICES = "Only those that are paid; with false, all others."
_OVERDUE = "Only those with an invoice that is overdue."
_PAYMENTS = "Only those that have not arrived, of an invoice that is overdue."
_BOTH = (_("Paid"), _("Not paid"))


def orders_paid() -> When:
    """Orders of which an invoice is paid and none waits to be."""
    return When("paid", _("Paid"), _ORDERS, lambda reader: _bill(reader, "paid") & ~_bill(reader, *UNFINISHED), _BOTH)


def orders_overdue() -> When:
    """Orders on which an unfinished invoice is overdue."""
    return When(
        "overdue",
        _("An invoice is overdue"),
        _OVERDUE,
        lambda reader: Q(Exists(_late(reader, order_id=OuterRef("id")))),
    )


def invoices_paid() -> When:
    """Invoices that are paid."""
    return When("paid", _("Paid"), _INVOICES, lambda reader: Q(state="paid"), _BOTH)


def payments_overdue() -> When:
    """Payments that have not arrived while what they pay is overdue."""
    return When("overdue", _("Overdue"), _PAYMENTS, _payment_overdue)


def _payment_overdue(reader: Reader) -> Q:
    paid = Allocation.objects.within(reader.by.company_id).filter(
        payment_id=OuterRef("id"), invoice__due_on__lt=reader.today
    )
    return Q(Exists(paid), state__in=UNDER_WAY)


def _late(reader: Reader, **of: Any) -> QuerySet[Invoice]:
    late = Invoice.objects.within(reader.by.company_id).filter(kind="invoice", due_on__lt=reader.today)
    return late.filter(state__in=UNFINISHED, **of)


def _bill(reader: Reader, *states: str) -> Q:
    """An invoice on the order is in one of these states."""
    bills = Invoice.objects.within(reader.by.company_id).filter(order_id=OuterRef("id"), kind="invoice")
    return Q(Exists(bills.filter(state__in=states)))
