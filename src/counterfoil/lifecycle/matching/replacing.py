"""A correction (UNTDID 384) takes the place of the invoice that it names, as soon as nothing stands on that one (R63).

The first is void by it, in the same transaction. While a payment or a credit note stands on the first, the correction waits
and the first is paid no further.
"""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.remembered import lock_row, row_of
from counterfoil.foundation.kernel.states import move
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import has_credit_notes, invoice_corrected
from counterfoil.lifecycle.invoices.states import LOOKED_AT
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.orders.models import Order

from .covering import uncover
from .excepting import end
from .staging import Stage, lock_order, stage_of


def beside(values: InvoiceValues, first: Invoice | None) -> int | None:
    """Which copy of its number a correction is that carries the number of what it corrects; None where it is no such one."""
    named = getattr(values, "corrects", "")
    if first is None or first.is_correction or not named or first.number_normal != document_number(named):
        return None
    return first.copy + 1


def lock_first(stage: Stage) -> None:
    """Find and lock the invoice that a correction names, behind the order that it is for."""
    invoice = stage.invoice
    if not invoice.is_correction:
        return
    found = invoice.corrects or invoice_corrected(invoice)
    if found is None:
        return
    if found.order_id and found.order_id != invoice.order_id:
        lock_row(Order, invoice.company_id, found.order_id)
    invoice.corrects = row_of(Invoice, invoice.company_id, found.id, lock=True)


def replace(stage: Stage, *, by: Member, at: datetime) -> None:
    """Make the first void where nothing stands on it; the order has room again for what the correction claims."""
    first = stage.invoice.corrects
    if first is None or first.state not in LOOKED_AT or first.allocated_amount or has_credit_notes(first):
        return
    standing = _stage_of_first(first, by=by, at=at)
    end(standing.exceptions, "correct", by=by, at=at)
    uncover(standing, at)
    move(first, "void")
    order = lock_order(by.company_id, stage.invoice.order_id)
    again = stage_of(stage.invoice, order, by=by, at=at, near=stage.near, lines=stage.lines)
    stage.order, stage.revision, stage.says, stage.pieces = again.order, again.revision, again.says, again.pieces


def first_against(stage: Stage, *, by: Member, at: datetime) -> Stage | None:
    """The first where it goes on standing, but can be looked at: the correction stands against it."""
    first = stage.invoice.corrects
    if first is None or first.state not in LOOKED_AT:
        return None
    return _stage_of_first(first, by=by, at=at)


def _stage_of_first(first: Invoice, *, by: Member, at: datetime) -> Stage:
    return stage_of(first, lock_order(by.company_id, first.order_id), by=by, at=at)
