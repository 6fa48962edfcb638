"""A correction (UNTDID 384) takes the place of the invoice that it names (R63). The first is void by it, at once.

Where money has left for the first, that money pays the correction from then on, once the correction is matched as a whole:
what was paid above its total is a credit balance, what is missing is open. While a payment that is released, a credit note or a
credit balance that was taken stands on the first, the correction waits and the first is paid no further.
"""

from datetime import datetime

from django.db import connection, transaction

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.prepared import lock_row, row_of
from counterfoil.foundation.kernel.states import move
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import has_credit_notes, invoice_corrected
from counterfoil.lifecycle.invoices.states import BEING_PAID, LOOKED_AT, PAYABLE
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.orders.models import Order

from .covering import uncover
from .excepting import end
from .match_case import MatchCase, lock_order, match_case_of
from .standing import found_against, not_accepted


def beside(values: InvoiceValues, first: Invoice | None) -> int | None:
    """Which copy of its number a correction is that carries the number of what it corrects; None where it is no such one."""
    named = getattr(values, "corrects", "")
    if first is None or first.is_correction or not named or first.number_normal != document_number(named):
        return None
    return first.copy + 1


def lock_first(match_case: MatchCase) -> None:
    """Find and lock the invoice that a correction names, behind the order that it is for."""
    invoice = match_case.invoice
    if not invoice.is_correction:
        return
    found = invoice.corrects or invoice_corrected(invoice)
    if found is None:
        return
    if found.order_id and found.order_id != invoice.order_id:
        lock_row(Order, invoice.company_id, found.order_id)
    invoice.corrects = row_of(Invoice, invoice.company_id, found.id, lock=True)


def replace(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    """Make the first void where the correction can take its place; the order has room again for what the correction claims."""
    first = match_case.invoice.corrects
    if first is None or has_credit_notes(first):
        return
    if first.state in LOOKED_AT and not first.allocated_amount:
        _end_first(first, "void", by=by, at=at)
        _stage_anew(match_case, by=by, at=at)
    elif first.state in BEING_PAID and not first.returned_amount:
        _take_over(match_case, first, by=by, at=at)


def _take_over(match_case: MatchCase, first: Invoice, *, by: Member, at: datetime) -> None:
    """Put it in its place, and keep that if nothing stands against it there; otherwise say what does, and nothing has moved."""
    point = transaction.savepoint()
    _end_first(first, "replace", by=by, at=at)
    moved = _move_payments(first, match_case.invoice)
    trial = match_case_of(
        match_case.invoice, lock_order(by.company_id, match_case.invoice.order_id), by=by, at=at, near=match_case.near
    )
    match_case.in_its_place = found_against(trial) if moved else None
    if match_case.in_its_place is not None and not not_accepted(trial, match_case.in_its_place):
        match_case.in_its_place = None
        transaction.savepoint_commit(point)
        match_case.invoice.allocated_amount, match_case.invoice.settled_amount = (
            first.allocated_amount,
            first.settled_amount,
        )
        _stage_anew(match_case, by=by, at=at)
        return
    transaction.savepoint_rollback(point)
    match_case.invoice.corrects = row_of(Invoice, first.company_id, first.id)


def arrived(invoice: Invoice) -> None:
    """What was paid pays the correction: it is being paid, or paid."""
    if invoice.allocated_amount and invoice.state in PAYABLE:
        move(invoice, "take_over")
        if invoice.all_arrived:
            move(invoice, "settle")


def _end_first(first: Invoice, verb: str, *, by: Member, at: datetime) -> None:
    standing = _stage_of_first(first, by=by, at=at)
    end(standing.exceptions, "correct", by=by, at=at)
    uncover(standing, at)
    move(first, verb)


def _move_payments(first: Invoice, correction: Invoice) -> bool:
    """Let every payment and set-off that stands on the first pay the correction: a function of the payments' own, which are
    above this room. False, and nothing moves, while one of them is released and has not left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT move_payments(%s, %s, %s)", [first.company_id, first.id, correction.id])
        return bool(cursor.fetchone()[0])


def _stage_anew(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    order = lock_order(by.company_id, match_case.invoice.order_id)
    again = match_case_of(match_case.invoice, order, by=by, at=at, near=match_case.near, lines=match_case.lines)
    match_case.order, match_case.revision, match_case.says, match_case.pieces = (
        again.order,
        again.revision,
        again.says,
        again.pieces,
    )


def first_against(match_case: MatchCase, *, by: Member, at: datetime) -> MatchCase | None:
    """The first where it goes on standing, but can be looked at: the correction stands against it."""
    first = match_case.invoice.corrects
    if first is None or first.state not in LOOKED_AT:
        return None
    return _stage_of_first(first, by=by, at=at)


def _stage_of_first(first: Invoice, *, by: Member, at: datetime) -> MatchCase:
    return match_case_of(first, lock_order(by.company_id, first.order_id), by=by, at=at)
