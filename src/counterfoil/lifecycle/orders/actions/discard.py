"""order.discard: throw a draft away. It is cancelled and hidden; no order is ever deleted."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules


@action("order.discard", subject="order")
def discard(*, by: Member, at: datetime, order_id: UUID, version: int | None = None) -> Stored:
    """Hide a draft that nobody wants."""
    order = queries.locked(by, order_id)
    refuse_if(rules.discard(order))
    expect_version(version, order.version)
    order.discarded = True
    order.cancelled_at = order.updated_at = at
    move(order, "discard")
    return Stored(order.id, order.stored(), order_id=order.id)
