"""What an approval authorises, written where the CHECKs stand: on the order and on each of its lines."""

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


def authorise(order: Order, revision: Revision) -> None:
    """Set the order's limit to what the revision that stands authorises, and its allowance. The caller saves the order."""
    order.limit_amount = revision.authorised + revision.allowance_amount


def authorise_lines(order: Order) -> None:
    """Set every line's limits to what the approved revision says, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_AUTHORISE_LINES, [order.company_id, order.id, order.revision_number])


def clear(order: Order) -> None:
    """Nothing is authorised any more. The caller saves the order."""
    order.limit_amount = ZERO
    lines = OrderLine.objects.within(order.company_id).filter(order_id=order.id)
    lines.update(limit_quantity=ZERO, limit_amount=ZERO)
