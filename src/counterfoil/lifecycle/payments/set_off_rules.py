"""Whether what was set off comes back, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order

from .models import SetOff


def undo_set_off(
    invoice: Invoice, by: Member, *, arrived: Sequence[SetOff], filled: Sequence[Order], separated: bool
) -> list[Reason]:
    """A credit balance that paid an invoice is taken back: the invoice is to be void, or a bank took back what the balance was.

    Not while what was paid too much with it pays elsewhere, or the rest of the invoice is written off. `filled` are the orders
    whose balance it was and on which so much has been released again since.
    """
    if not arrived:
        return [Reason("no_set_off", _NONE)]
    reasons = []
    if invoice.written_off_amount:
        sentence = _("What was left of it was written off. Reverse that first, then take the set-off back.")
        reasons.append(Reason("written_off", sentence))
    left = (
        invoice.settled_amount
        - sum((one.amount for one in arrived), Decimal(0))
        - invoice.total
        + invoice.credited_amount
    )
    if invoice.returned_amount > 0 and invoice.returned_amount > left:
        sentence = _(
            "What was paid too much on it was set off, sent back or written off since. Take that payment, set-off, refund or "
            "write-off back first."
        )
        reasons.append(Reason("went_elsewhere", sentence))
    for order in filled:
        sentence = _(
            "What it took was paid on %(number)s, and that much was released there again since. Take that payment back first."
        )
        reasons.append(Reason("beyond_order", sentence, {"number": order.number or order.title}))
    if separated and by.has_hand_in([invoice.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody takes back what was set off for themselves."), never=True))
    return reasons


_NONE = _(
    "No credit balance that has arrived pays it. What goes beside a payment that is under way comes back with that payment: "
    "cancel it, or note that it failed."
)
