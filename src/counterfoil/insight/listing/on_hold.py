"""Which orders and invoices something holds on the company's day: a hold on them, or on what they hang on."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.parties.models import ContractorHold
from counterfoil.insight.trace.held import held_in_words
from counterfoil.lifecycle.invoices.models import InvoiceHold
from counterfoil.lifecycle.invoices.states import OVER
from counterfoil.lifecycle.orders.models import OrderHold
from counterfoil.lifecycle.payments.models import Allocation

from .filters import When
from .reader import Reader

_SAYS_CONTRACTOR = "Only those on whom a hold stands today."
_SAYS = "Only those on which a hold stands today, or on their order or contractor."


def held_words(one: Any, reader: Reader) -> str:
    """Until when the row of a list is on hold and whom to ask; empty where nothing holds it."""
    return held_in_words(one.held, reader.words)


def orders_on_hold() -> When:
    """Orders on which a hold stands, or on their contractor; nothing is held any more of one that is cancelled."""
    return _when(lambda reader: (_own(OrderHold, reader, order_id="id") | _contractor(reader)) & ~Q(state="cancelled"))


def invoices_on_hold() -> When:
    """Invoices on which a hold stands, or on their order or contractor; nothing is held any more of one that is over."""
    return _when(
        lambda reader: (
            (
                _own(InvoiceHold, reader, invoice_id="id")
                | _own(OrderHold, reader, order_id="order_id")
                | _contractor(reader)
            )
            & ~Q(state__in=OVER)
        )
    )


def payments_on_hold() -> When:
    """Payments on whose contractor a hold stands, or on an invoice that they pay or its order."""
    return _when(lambda reader: _paid_on_hold(reader) | _contractor(reader))


def _paid_on_hold(reader: Reader) -> Q:
    paid = Allocation.objects.within(reader.by.company_id).filter(payment_id=OuterRef("id"))
    held = _own(InvoiceHold, reader, invoice_id="invoice_id") | _own(OrderHold, reader, order_id="invoice__order_id")
    return Q(Exists(paid.filter(held)))


def contractors_on_hold() -> When:
    """Contractors on whom a hold stands."""
    return When(
        "on_hold",
        _("On hold"),
        _SAYS_CONTRACTOR,
        lambda reader: _own(ContractorHold, reader, contractor_id="id"),
        inside=True,
    )


def in_force(reader: Reader) -> Q:
    """What is true of a hold that stands on the company's day."""
    return Q(last_day__isnull=True, state="standing") | Q(last_day__gte=reader.today, state="standing")


def _when(true: Any) -> When:
    return When("on_hold", _("On hold"), _SAYS, true, inside=True)


def _contractor(reader: Reader) -> Q:
    return _own(ContractorHold, reader, contractor_id="contractor_id")


def _own(table: Any, reader: Reader, **subject: str) -> Q:
    of = {name: OuterRef(column) for name, column in subject.items()}
    return Q(Exists(table.objects.within(reader.by.company_id).filter(in_force(reader), **of)))
