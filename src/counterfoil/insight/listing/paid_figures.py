"""What of an order has left us and what has arrived, net, as the database reckons it for many orders at once.

It is what the record of one order says (`Fulfilment.initiated`, `settled`): payments and set-offs, less what came back.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.payments.models import Allocation, Refund, SetOff

_MONEY: Any = DecimalField(max_digits=28, decimal_places=4)


def paid_in(states: Sequence[str]) -> Any:
    """The net amount of an order that was paid in these states of a payment."""
    payments = Allocation.objects.filter(live=True, payment__state__in=states)
    in_state = Q(payment__isnull=True) | Q(payment__state__in=states)
    set_offs = SetOff.objects.filter(in_state, live=True)
    return (
        _sum(payments, "invoice__order_id", "net")
        + _sum(set_offs, "invoice__order_id", "net")
        - _sum(set_offs, "credited__order_id", "credited_net")
        - _sum(Refund.objects.filter(state="confirmed"), "credited__order_id", "net")
    )


def _sum(rows: QuerySet[Any], order: str, amount: str) -> Any:
    """What these rows add up to, of the order that `order` leads to."""
    own = rows.filter(**{"company_id": OuterRef("company_id"), order: OuterRef("id")}).order_by()
    added = own.annotate(of_order=F(order)).values("of_order").annotate(added=Sum(amount)).values("added")
    return Coalesce(Subquery(added, output_field=_MONEY), Value(ZERO, output_field=_MONEY))
