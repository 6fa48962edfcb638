"""What a reversed write-off leaves: the invoice is looked at again, and with it what waited for that."""

from datetime import datetime

from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import row_of
from counterfoil.foundation.kernel.states import move
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import WAITING
from counterfoil.lifecycle.matching.kinds import REST_WRITTEN_OFF
from counterfoil.lifecycle.matching.match_case import lock_order, match_case_of, staged
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.matching.rematch import rematch

from .models import BALANCE, REST, WriteOff


def reopen(written: WriteOff, *, by: Member, at: datetime) -> None:
    """Bring what it settled to where that stands now. Of a balance nothing waits: the next release takes it."""
    if written.kind == REST:
        _look_again(_disputed_by(written), by=by, at=at)
        return
    if written.kind == BALANCE or written.invoice_id is None:
        return
    invoice = row_of(Invoice, written.company_id, written.invoice_id)
    if invoice.allocated_amount:
        move(invoice, "restore")
    else:
        move(invoice, "take_back")
        order = lock_order(by.company_id, invoice.order_id)
        rematch(match_case_of(invoice, order, by=by, at=at), by=by, at=at)
    _look_again(Q(credits_id=invoice.id) | Q(corrects_id=invoice.id), by=by, at=at)


def _disputed_by(written: WriteOff) -> Q:
    """The invoices on its order that claim what was written off."""
    found = InvoiceException.objects.within(written.company_id).filter(kind=REST_WRITTEN_OFF, state="open")
    return Q(order_id=written.order_id, id__in=found.values("invoice_id"))


def _look_again(which: Q, *, by: Member, at: datetime) -> None:
    """Each of these that waits, in the order in which they came."""
    waiting = Invoice.objects.within(by.company_id).filter(which, state__in=WAITING).order_by("received_at", "id")
    for invoice_id in waiting.values_list("id", flat=True):
        rematch(staged(invoice_id, by=by, at=at), by=by, at=at)
