"""order.archive and order.unarchive: an order out of the way of lists, and back. It runs on either way."""

from datetime import datetime

from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import OrderCase
from ..models import Order


@action("order.archive", on=OrderCase, rule=rules.archive)
def archive(case: OrderCase) -> Stored:
    """Put an order out of the way: lists leave it out, search finds it, and everything on it runs on."""
    return _kept(case.order, case.at, case.at)


@action("order.unarchive", on=OrderCase, rule=rules.unarchive)
def unarchive(case: OrderCase) -> Stored:
    """Bring an archived order back into the lists."""
    return _kept(case.order, None, case.at)


def _kept(order: Order, archived_at: datetime | None, at: datetime) -> Stored:
    order.archived_at, order.updated_at = archived_at, at
    order.version += 1
    keep_row(order)
    return Stored(order.id, order.stored(), order_id=order.id)
