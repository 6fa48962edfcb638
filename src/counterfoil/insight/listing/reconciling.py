"""The payments that are a reconciliation risk: with no order, with several, or with several histories (R107)."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.insight.payables.reconciling import NO_ORDER, RISKS, SEVERAL_HISTORIES, SEVERAL_ORDERS
from counterfoil.lifecycle.payments.models import Allocation

from .filters import Kind, OneOf
from .reader import Reader


def payments_to_reconcile() -> OneOf:
    """Payments of one of the risks; the three exclude each other."""
    true = {
        NO_ORDER: _no_order,
        SEVERAL_ORDERS: lambda reader: ~_no_order(reader) & _several_orders(reader),
        SEVERAL_HISTORIES: lambda reader: ~_no_order(reader) & ~_several_orders(reader) & _several_histories(reader),
    }
    return OneOf(
        "reconcile", _("To reconcile"), {risk: Kind(RISKS[risk], asks) for risk, asks in true.items()}, inside=True
    )


def _paid(reader: Reader) -> QuerySet[Allocation]:
    found: QuerySet[Allocation] = Allocation.objects.within(reader.by.company_id).filter(payment_id=OuterRef("id"))
    return found


def _no_order(reader: Reader) -> Q:
    return Q(Exists(_paid(reader).filter(invoice__order__isnull=True))) | ~Q(Exists(_paid(reader)))


def _several_orders(reader: Reader) -> Q:
    """One of its orders comes after another one of its."""
    others = Allocation.objects.within(reader.by.company_id).filter(
        payment_id=OuterRef("payment_id"), invoice__order_id__gt=OuterRef("invoice__order_id")
    )
    return Q(Exists(_paid(reader).filter(Exists(others))))


def _several_histories(reader: Reader) -> Q:
    moved = _paid(reader).filter(invoice__is_correction=True, payment__released_at__lt=F("invoice__received_at"))
    return Q(Exists(moved))
