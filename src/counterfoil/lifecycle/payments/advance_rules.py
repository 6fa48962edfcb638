"""Whether money is asked for before there is an invoice, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.lifecycle.orders.kinds import of_a_contract
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.rules import own_order

from .rules import in_units


def may_request(order: Order, by: Member, left: Decimal, *, stopped: Sequence[Reason], separated: bool) -> list[Reason]:
    """Whoever works on an issued order and is not paid by it asks for an advance, while something is left of the order and no
    hold keeps money from leaving."""
    reasons = of_a_contract(order)
    if order.state != "issued":
        sentence = _("It is %(state)s; an advance is paid on an issued order.")
        reasons.append(Reason("order_not_issued", sentence, {"state": order.state_words(order.state)}))
    elif left <= 0:
        sentence = _("Nothing is left of the order for an advance: all of it is invoiced, written off or asked for.")
        reasons.append(Reason("nothing_left", sentence))
    reasons += [*stopped, *own_order(order, by, "advance.request")]
    if separated and by.has_hand_in([order.paid_member_id]):
        reasons.append(Reason("own_money", _("Nobody asks for an advance to themselves."), never=True))
    return reasons


def request(order: Order, amount: Decimal, left: Decimal) -> list[Reason]:
    """No more than the order has left: what it allows and nobody has invoiced, written off or asked for in advance."""
    reasons = in_units(amount, order.currency)
    if amount > left:
        sentence = _(
            "The order has %(left)s left for an advance. Nothing is asked for; ask for that much, or amend it."
        )
        params = {"left": MonetaryAmount(max(left, Decimal(0)), order.currency)}
        reasons.append(Reason("more_than_left", sentence, params))
    return reasons
