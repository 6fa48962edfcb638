"""What may be noted of the contractor's invoice before it comes. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason

from .kinds import of_a_contract
from .models import Order
from .rules import own_order
from .values import NotedInvoice


def note_invoice(order: Order, by: Member) -> list[Reason]:
    """What is to come is noted while the order may still be billed; a manager notes it on their own orders."""
    reasons = own_order(order, by, "order.note_invoice") + of_a_contract(order)
    if order.state in ("rejected", "cancelled") or order.discarded:
        reasons.append(
            Reason(
                "ended", _("It is %(state)s; no invoice is to come for it."), {"state": order.state_words(order.state)}
            )
        )
    return reasons


def noted_otherwise(order: Order, values: NotedInvoice) -> list[Reason]:
    """What is noted differs from what is noted already."""
    if (order.noted_number, order.noted_on, order.noted_amount) != (values.number, values.issued_on, values.amount):
        return []
    return [Reason("unchanged", _("That is what is noted already. Nothing was changed."))]


def forget_invoice(order: Order, by: Member) -> list[Reason]:
    """What is noted is taken off by whoever may note it."""
    reasons = own_order(order, by, "order.forget_invoice")
    if order.noted_number is None:
        reasons.append(Reason("nothing_noted", _("No invoice is noted on it.")))
    return reasons
