"""What the rules of write-offs ask: what is left, what it is worth, and what stands against settling it without money."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.money import ZERO, round_money, times
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import ADVANCE, Invoice
from counterfoil.lifecycle.invoices.queries import corrections_waiting
from counterfoil.lifecycle.invoices.states import WAITING
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.models import Order

from .models import BALANCE, REST, Allocation, WriteOff
from .states import UNDER_WAY
from .write_off_rules import not_issued, waiting_claims


def noted(
    company_id: UUID, kind: str, *, order_id: UUID | None = None, invoice_id: UUID | None = None
) -> WriteOff | None:
    """What waits for a second person already, of the same."""
    rows = WriteOff.objects.within(company_id).filter(kind=kind, state="noted")
    rows = rows.filter(invoice_id=invoice_id) if invoice_id else rows.filter(order_id=order_id)
    found: WriteOff | None = rows.select_related("noted_by").first()
    return found


def not_writable(invoice: Invoice) -> list[Reason]:
    """The same of what was noted: that it could still be paid is asked too."""
    return [*wrong_state(invoice, "write_off"), *unsettled(invoice)]


def order_unsettled(order: Order) -> list[Reason]:
    """What keeps the rest of an order from being written off: it is not issued, or something on it waits."""
    return [*not_issued(order), *waiting_claims(claims_wait(order))]


def unsettled(invoice: Invoice) -> list[Reason]:
    """What keeps an invoice from being written off although it could be paid: an exception, a correction, a payment under way."""
    reasons = []
    exceptions = InvoiceException.objects.within(invoice.company_id).filter(invoice_id=invoice.id, state="open")
    if exceptions.exists():
        reasons.append(Reason("exception_open", _("An exception of it is open. Settle that first.")))
    if waiting := corrections_waiting(invoice):
        sentence = _("The correction %(number)s stands against it. Settle that first.")
        reasons.append(Reason("corrected", sentence, {"number": waiting[0].number}))
    paying = Allocation.objects.within(invoice.company_id).filter(invoice_id=invoice.id, live=True)
    if paying.filter(payment__state__in=UNDER_WAY).exists():
        sentence = _(
            "A payment of it is under way. Once that has arrived, failed or been taken back, what is left can be written off."
        )
        reasons.append(Reason("under_way", sentence))
    return reasons


def claims_wait(order: Order) -> bool:
    """Whether evidence, an invoice or a credit note on an order waits to be decided on, or an advance to be paid."""
    if not order.open_claims:
        return False
    advances = Q(kind=ADVANCE, state__in=("matched", "paying"))
    bills = Invoice.objects.within(order.company_id).filter(Q(state__in=WAITING) | advances, order_id=order.id)
    shown = Piece.objects.within(order.company_id).filter(order_id=order.id, state="submitted")
    return bool(bills.exists() or shown.exists())


def left_of(kind: str, order: Order, invoice: Invoice | None) -> Decimal:
    """All that is left now of what is written off."""
    if kind == REST or invoice is None:
        return max(order.open_amount, ZERO)
    return invoice.owed_back if kind == BALANCE else invoice.left_to_pay


def came_at(kind: str, order: Order, invoice: Invoice | None) -> datetime | None:
    """Since when it has been there: no higher amount than has held since then is written off alone."""
    return order.issued_at if kind == REST or invoice is None else invoice.received_at


def worth(amount: Decimal, order: Order, company: Company) -> Decimal | None:
    """What it is worth in the company's currency, at its order's rate; None where that is not told."""
    if order.rate is None or order.base_currency != company.currency:
        return None
    return round_money(times(amount, order.rate), company.currency)


def alone(company_id: UUID, since: datetime | None) -> Decimal:
    """Up to what amount one person alone writes off what has been there since this moment: the lowest that has held."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT writeoff_alone(%s, %s)", [company_id, since])
        found: Decimal = cursor.fetchone()[0]
        return found
