"""What an approval authorises, written where the CHECKs stand: on the order and on each of its lines."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from counterfoil.foundation.kernel.money import ZERO

from .models import Order, OrderLine, Revision

_AUTHORISE_LINES = """
UPDATE orders_orderline AS line SET
  limit_quantity = said.quantity + said.allowance_quantity, limit_amount = said.amount + said.share + said.allowance_amount
FROM orders_revisionline AS said JOIN orders_revision AS revision
  ON revision.company_id = said.company_id AND revision.id = said.revision_id
WHERE line.company_id = %s AND line.order_id = %s
  AND said.company_id = line.company_id AND said.order_id = line.order_id AND said.line_id = line.id AND revision.number = %s
"""

_LET_STAND = """
UPDATE orders_order AS o SET revision_number = 0, limit_amount = said.amount, updated_at = %s
FROM unnest(%s::uuid[], %s::numeric[]) AS said(id, amount) WHERE o.company_id = %s AND o.id = said.id
"""


def authorise(order: Order, revision: Revision) -> None:
    """Set the order's limit to what the revision that stands authorises, and its allowance. The caller saves the order."""
    order.limit_amount = revision.authorised + revision.allowance_amount


def authorise_lines(order: Order) -> None:
    """Set every line's limits to what the approved revision says, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_AUTHORISE_LINES, [order.company_id, order.id, order.revision_number])


def let_stand(orders: Sequence[Order], at: datetime) -> None:
    """Save that the first version of each of these orders stands, with what it authorises, in one statement."""
    for order in orders:
        order.updated_at = at
    with connection.cursor() as cursor:
        cursor.execute(
            _LET_STAND,
            [at, [order.id for order in orders], [order.limit_amount for order in orders], orders[0].company_id],
        )


def clear(order: Order) -> None:
    """Nothing is authorised any more. The caller saves the order."""
    order.limit_amount = ZERO
    lines = OrderLine.objects.within(order.company_id).filter(order_id=order.id)
    lines.update(limit_quantity=ZERO, limit_amount=ZERO)
