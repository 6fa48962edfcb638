"""Which payments are a reconciliation risk: one payment should have exactly one order and one history (R107)."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Words
from counterfoil.lifecycle.payments.models import Allocation

NO_ORDER, SEVERAL_ORDERS, SEVERAL_HISTORIES = "no_order", "several_orders", "several_histories"
RISKS: dict[str, Words] = {
    NO_ORDER: _("no order"),
    SEVERAL_ORDERS: _("several orders"),
    SEVERAL_HISTORIES: _("several histories"),
}
SENTENCES: dict[str, Words] = {
    NO_ORDER: _("What it pays belongs to no order. Link the invoice to its order, or take the payment back."),
    SEVERAL_ORDERS: _("It pays on several orders. Each part below names its own: book it there."),
    SEVERAL_HISTORIES: _(
        "It was released for an invoice that a correction has replaced since. Book it by both: the trail names the first."
    ),
}


def risk_of(paid: Sequence[Allocation]) -> str:
    """What has to be reconciled of a payment with these allocations, the gravest first; empty where one order tells it all.

    `insight/listing/reconciling.py` asks the database the same of all payments at once.
    """
    paid = [one for one in paid if not one.unlinked]
    orders = {one.invoice.order_id for one in paid}
    if not orders - {None} or None in orders:
        return NO_ORDER
    if len(orders) > 1:
        return SEVERAL_ORDERS
    if any(one.invoice.is_correction and one.payment.released_at < one.invoice.received_at for one in paid):
        return SEVERAL_HISTORIES
    return ""
