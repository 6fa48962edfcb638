"""Where the money of an invoice is, in one sentence that its contractor may read too."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.written import Words
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import PAYABLE
from counterfoil.lifecycle.matching.findings import sentence, sentence_outside
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.payments.models import Allocation, Payment
from counterfoil.lifecycle.payments.states import INITIATED

from .listed import Listed


def payment_status(one: Listed, words: Words, outside: bool) -> str:
    """Where it stands: what is wrong with it, when it is due, since when money is on its way, when it arrived."""
    invoice = one.invoice
    if invoice.state in ("received", "disputed"):
        return _disputed(one.open, outside)
    if invoice.is_credit:
        return _credit(invoice)
    if invoice.is_advance and invoice.state != "paying" and not is_held(one):
        return _advance(invoice, words)
    if is_held(one):
        return _("It is on hold: nothing of it is paid until the hold is lifted.")
    if invoice.state in ("paying", "paid"):
        return _paying(invoice, [each for each in one.allocations if each.live], words)
    if invoice.state in ("matched", "cleared") and invoice.order and invoice.order.engagement_id is None:
        return _("In order. It is paid once its order belongs to an engagement.")
    return {
        "matched": _in_order(invoice, words),
        "cleared": _in_order(invoice, words),
        "rejected": _("Rejected: nothing of it is paid."),
        "void": _("Void: it counts as if it had never come."),
        "written_off": _written_off(invoice, words),
        "credited": _("Taken off by credit notes: nothing of it is left to be paid."),
    }[invoice.state]


def _in_order(invoice: Invoice, words: Words) -> str:
    """When it is paid; where no day is known, that none has come."""
    if invoice.due_on is None:
        return _("In order. By its terms no day of payment is known yet.")
    return _("In order. Payment is due on %(day)s.") % {"day": words.day(invoice.due_on)}


def is_held(one: Listed) -> bool:
    """Whether a hold keeps it from being paid, or what is released of it from leaving."""
    on_its_way = any(each.live and each.payment.state in INITIATED for each in one.allocations)
    waits = one.invoice.state in PAYABLE or (one.invoice.state == "paying" and not on_its_way)
    return bool(one.on_hold) and waits and not one.invoice.is_credit


def exception_words(exception: InvoiceException, outside: bool) -> str:
    """The exception as a sentence; from outside without who holds it and why."""
    return sentence_outside(exception) if outside else sentence(exception)


def payment_words(payment: Payment, words: Words) -> str:
    """Where one payment is. Its two days are never mixed: the day it left, the day it arrived."""
    if payment.state == "settled" and payment.settled_on:
        return _("Arrived on %(day)s.") % {"day": words.day(payment.settled_on)}
    if payment.state == "initiated" and payment.initiated_on:
        return _("On its way since %(day)s; not arrived yet.") % {"day": words.day(payment.initiated_on)}
    if payment.state == "reversed" and payment.reversed_on:
        return _("Reversed: a bank took it back on %(day)s.") % {"day": words.day(payment.reversed_on)}
    return {
        "released": _("Released; it has not left yet."),
        "failed": _("Failed: it did not arrive."),
        "cancelled": _("Taken back before it left."),
    }[payment.state]


def _written_off(invoice: Invoice, words: Words) -> str:
    """Settled, and not all of it with money."""
    params = {
        "part": words.money(invoice.written_off_amount, invoice.currency),
        "paid": words.money(invoice.settled_amount, invoice.currency),
    }
    if invoice.settled_amount:
        return _("%(paid)s are paid, and the rest of %(part)s was written off: nothing more of it is paid.") % params
    return _("%(part)s were written off: nothing of it is paid.") % params


def _advance(invoice: Invoice, words: Words) -> str:
    """What is asked for before there is an invoice: it waits, or has arrived and goes against invoices."""
    if invoice.state != "paid":
        return _("Void: nothing of it is paid.") if invoice.state == "void" else _("Asked for. Finance releases it.")
    params = {"left": words.money(invoice.owed_back, invoice.currency)}
    if invoice.owed_back:
        return _("It has arrived. %(left)s of it are still to be set off against invoices.") % params
    return _("It has arrived, and nothing of it is left.")


def _disputed(found: Sequence[InvoiceException], outside: bool) -> str:
    if not found:
        return _("Received; it is looked at.")
    first = exception_words(found[0], outside)
    if len(found) == 1:
        return first
    return _("%(first)s And %(count)s more.") % {"first": first, "count": len(found) - 1}


def _credit(note: Invoice) -> str:
    if note.state == "matched":
        return _("Taken off the invoice that it credits.")
    return _("It counts for nothing any more.")


def _paying(invoice: Invoice, live: Sequence[Allocation], words: Words) -> str:
    if not live and invoice.state == "paid":
        return _("Paid by set-off: a credit balance went against it.")
    if len(live) == 1 and invoice.open_amount <= 0:
        return payment_words(live[0].payment, words)
    if invoice.state == "paid":
        return _("Paid in %(count)s parts.") % {"count": len(live)}
    settled = sum((each.amount for each in live if each.payment.state == "settled"), ZERO)
    params = {"part": words.money(settled, invoice.currency), "total": words.money(invoice.total, invoice.currency)}
    if settled:
        return _("Paid in part: %(part)s of %(total)s have arrived.") % params
    params["part"] = words.money(invoice.allocated_amount, invoice.currency)
    return _("%(part)s of %(total)s are released; nothing has arrived yet.") % params
