"""What was noted of a contractor's invoice before it came, beside the invoice that came: a difference is a finding (R157)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import ENDED
from counterfoil.lifecycle.orders.models import Order

from .sides import Sides

FIELDS: dict[str, Any] = {"number": _("Number"), "issued_on": _("Day"), "amount": _("Total"), "currency": _("Currency")}


@dataclass(frozen=True)
class Differing(Sides):
    """One field in which the invoice that came says otherwise (`now`) than what was noted (`before`)."""

    field: str
    before: Any
    now: Any

    @property
    def words(self) -> str:
        """What the field is called."""
        return str(FIELDS[self.field])


@dataclass(frozen=True)
class Noted:
    """What is noted on an order, and the invoice that it is compared with, once one came."""

    order: Order
    invoice: Invoice | None
    differing: Sequence[Differing]

    @property
    def agrees(self) -> bool:
        """Whether an invoice came and says what was noted."""
        return self.invoice is not None and not self.differing


def noted(order: Order, invoices: Sequence[Invoice]) -> Noted | None:
    """What is noted on an order beside the invoices that stand on it; none where nothing is noted."""
    if order.noted_number is None:
        return None
    number = document_number(order.noted_number)
    found = _meant(number, invoices)
    return Noted(order, found, _differing(order, number, found) if found else [])


def _meant(number: str, invoices: Sequence[Invoice]) -> Invoice | None:
    """The invoice with that number; else the only one that could be meant."""
    live = [one for one in invoices if one.is_claim and one.state not in ENDED]
    named = [one for one in live if document_number(one.number) == number]
    if named:
        return named[0]
    return live[0] if len(live) == 1 else None


def _differing(order: Order, number: str, invoice: Invoice) -> list[Differing]:
    said: list[tuple[str, Any, Any]] = []
    if document_number(invoice.number) != number:
        said.append(("number", order.noted_number, invoice.number))
    if order.currency != invoice.currency:
        said.append(("currency", order.currency, invoice.currency))
    elif order.noted_amount is not None and order.noted_amount != invoice.total:
        said.append(
            (
                "amount",
                MonetaryAmount(order.noted_amount, order.currency),
                MonetaryAmount(invoice.total, order.currency),
            )
        )
    if order.noted_on != invoice.issued_on:
        said.append(("issued_on", order.noted_on, invoice.issued_on))
    return [Differing(*one) for one in said]
