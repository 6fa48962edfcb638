"""order.discard: throw a draft away. It is cancelled and hidden; no order is ever deleted."""

from counterfoil.foundation.kernel.refusals import expect_version
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import OrderCase


@action("order.discard", on=OrderCase, rule=rules.discard)
def discard(case: OrderCase, *, version: int | None = None) -> Stored:
    """Hide a draft that nobody wants."""
    order, at = case.order, case.at
    expect_version(version, order.version)
    order.discarded = True
    order.cancelled_at = order.updated_at = at
    move(order, "discard")
    return Stored(order.id, order.stored(), order_id=order.id)
