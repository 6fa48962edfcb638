"""writeoff.*: what is left of something is settled without money, once a second person agrees where it is much (R162, R163)."""

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.prepared import add_row, row_of
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import Order

from .. import balances, reopening, writing_off
from .. import write_off_rules as rules
from ..models import BALANCE, INVOICE, REST, WriteOff
from ..write_off_cases import WriteOffCase, WritingOffCase, WritingOffOrderCase


@action("writeoff.note_invoice", on=WritingOffCase, rule=rules.write_off_invoice)
def write_off_invoice(case: WritingOffCase, *, reason: Why) -> Stored:
    """Write off exactly what is left of an invoice. Above the company's amount it waits for a second person (R162).

    It is settled then, and was not paid: nothing of it counts among payments (R163).
    """
    return _noted(case, INVOICE, case.invoice.order, case.invoice, reason)


@action("writeoff.note_balance", on=WritingOffCase, rule=rules.write_off_balance)
def write_off_balance(case: WritingOffCase, *, reason: Why) -> Stored:
    """Write off what is left of an invoice's credit balance: it is set off no more. The order keeps what was paid on it."""
    return _noted(case, BALANCE, case.invoice.order, case.invoice, reason)


@action("writeoff.note_order", on=WritingOffOrderCase, rule=rules.write_off_order)
def write_off_order(case: WritingOffOrderCase, *, reason: Why) -> Stored:
    """Write off all that an order authorises and no invoice claims: nothing more of it is invoiced (R162)."""
    return _noted(case, REST, case.order, None, reason)


@action("writeoff.approve", on=WriteOffCase, rule=rules.approve)
def approve_write_off(case: WriteOffCase) -> Stored:
    """A second person agrees: from now on it is written off."""
    written = case.written
    written.approved_by, written.approved_at = case.by, case.at
    move(written, "approve")
    _settle(written)
    return _stored(written)


@action("writeoff.withdraw", on=WriteOffCase, rule=rules.withdraw)
def withdraw_write_off(case: WriteOffCase, *, reason: Why) -> Stored:
    """It was noted by mistake, or is not approved: nothing is written off."""
    return _ended(case, "withdraw", reason)


@action("writeoff.reverse", on=WriteOffCase, rule=rules.reverse)
def reverse_write_off(case: WriteOffCase, *, reason: Why) -> Stored:
    """What was written off is open again, and whatever waited for that is looked at again at once."""
    stored = _ended(case, "reverse", reason)
    reopening.reopen(case.written, by=case.by, at=case.at)
    return stored


def _noted(
    case: WritingOffCase | WritingOffOrderCase, kind: str, order: Order, invoice: Invoice | None, reason: str
) -> Stored:
    amount = writing_off.left_of(kind, order, invoice)
    since = writing_off.came_at(kind, order, invoice)
    worth = writing_off.worth(amount, order, case.company)
    waits = rules.needs_second(worth, writing_off.alone(case.by.company_id, since))
    written = WriteOff(
        company_id=case.by.company_id,
        state="noted" if waits else "standing",
        kind=kind,
        order=order,
        invoice=invoice,
        currency=order.currency,
        amount=amount,
        net=balances.credited_net(invoice, amount) if kind == BALANCE and invoice else ZERO,
        reason=reason,
        noted_by=case.by,
        noted_at=case.at,
    )
    add_row(written)
    if not waits:
        _settle(written)
    return _stored(written, reason)


def _settle(written: WriteOff) -> None:
    """An invoice of which the rest is written off is settled; the other figures are the database's."""
    if written.kind == INVOICE and written.invoice_id:
        move(row_of(Invoice, written.company_id, written.invoice_id), "write_off")


def _ended(case: WriteOffCase, verb: str, reason: str) -> Stored:
    written = case.written
    written.ended_by, written.ended_at, written.ended_reason = case.by, case.at, reason
    move(written, verb)
    return _stored(written, reason)


def _stored(written: WriteOff, reason: str = "") -> Stored:
    answer = {
        "id": str(written.id),
        "state": written.state,
        "amount": money_text(written.amount, written.currency),
        "order_id": str(written.order_id),
        "invoice_id": str(written.invoice_id) if written.invoice_id else None,
    }
    return Stored(written.id, answer, order_id=written.order_id, reason=reason)
