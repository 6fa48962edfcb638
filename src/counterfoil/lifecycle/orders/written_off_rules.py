"""What keeps an order from being ended while something of it is written off. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount

from .models import Order


def written_off(order: Order) -> list[Reason]:
    """What was written off stands on an order that is there: it is reversed before the order is cancelled."""
    if not order.written_off_amount:
        return []
    sentence = _("%(amount)s of it was written off. Finance reverses that first; or close the order, and it stays.")
    return [Reason("written_off", sentence, {"amount": MonetaryAmount(order.written_off_amount, order.currency)})]
