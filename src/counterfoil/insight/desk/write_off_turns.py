"""Write-offs that wait for a second person, or for whoever takes back what no longer fits."""

from typing import Any

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.holds import PAYMENT
from counterfoil.insight.trace.priced import unit_of
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import ADVANCE, Invoice
from counterfoil.lifecycle.invoices.states import PAYABLE, WAITING
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.payments.models import BALANCE, INVOICE, REST, Allocation, WriteOff
from counterfoil.lifecycle.payments.queries import write_offs
from counterfoil.lifecycle.payments.states import UNDER_WAY

from .seat import Seat
from .turn import Turn, by_name

_MONEY: Any = DecimalField(max_digits=28, decimal_places=4)


def write_offs_seen(by: Member) -> QuerySet[WriteOff]:
    """The visible write-offs."""
    return write_offs(by)


def _approve(seat: Seat) -> Q:
    """It waits, is still all that is left, and was noted by somebody else."""
    return Q(state="noted") & _fits(seat) & seat.apart("noted_by_id", "order__contractor__member_id")


def _unfit(seat: Seat) -> Q:
    """It waits, and can't be approved by anybody as it is."""
    return Q(state="noted") & ~_fits(seat)


def _fits(seat: Seat) -> Q:
    on_hold = seat.held(PAYMENT, invoice_id="invoice_id", order_id="order_id", contractor_id="order__contractor_id")
    return (_of_invoice(seat) | _of_order(seat) | _of_balance()) & ~on_hold


def _of_invoice(seat: Seat) -> Q:
    """Nothing is open against the invoice, or on its way, and exactly this is left of it."""
    company = seat.by.company_id
    settled = F("invoice__credited_amount") + F("invoice__allocated_amount") + F("invoice__written_off_amount")
    exactly = Q(invoice__total__gte=F("amount") + settled)
    exactly &= Q(invoice__total__lt=F("amount") + settled + unit_of("currency"))
    open_exceptions = InvoiceException.objects.within(company).filter(invoice_id=OuterRef("invoice_id"), state="open")
    corrections = Invoice.objects.within(company).filter(corrects_id=OuterRef("invoice_id"), state__in=WAITING)
    going = Allocation.objects.within(company).filter(invoice_id=OuterRef("invoice_id"), live=True)
    going = going.filter(payment__state__in=UNDER_WAY)
    nothing = ~Exists(open_exceptions) & ~Exists(corrections) & ~Exists(going)
    return Q(nothing, kind=INVOICE, invoice__state__in=(*PAYABLE, "paying")) & exactly


def _of_order(seat: Seat) -> Q:
    """Nothing on the issued order waits, and exactly this is claimed by no invoice."""
    company = seat.by.company_id
    advances = Q(kind=ADVANCE, state__in=("matched", "paying"))
    bills = Invoice.objects.within(company).filter(Q(state__in=WAITING) | advances, order_id=OuterRef("order_id"))
    shown = Piece.objects.within(company).filter(order_id=OuterRef("order_id"), state="submitted")
    claimed = F("order__covered_amount") + F("order__charged_amount") + F("order__written_off_amount")
    nothing = ~Exists(bills) & ~Exists(shown)
    return Q(nothing, kind=REST, order__state="issued", order__limit_amount=F("amount") + claimed)


def _of_balance() -> Q:
    """Exactly this is owed back."""
    owed = F("invoice__total") - F("invoice__credited_amount") + F("invoice__returned_amount")
    return Q(kind=BALANCE, invoice__settled_amount=F("amount") + owed)


_LIST = "write_offs"
APPROVE = Turn(
    "approve_write_off", "writeoff.approve", _("Approve a write-off"), _LIST, write_offs_seen, _approve, "noted_at"
)
UNFIT = Turn(
    "unfit_write_off", "writeoff.withdraw", _("Write-off no longer fits"), _LIST, write_offs_seen, _unfit, "noted_at"
)
WRITE_OFF_TURNS = by_name(APPROVE, UNFIT)
