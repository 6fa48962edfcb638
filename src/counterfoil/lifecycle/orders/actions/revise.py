"""order.revise: work on a rejected order again."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules


@action("order.revise", subject="order")
def revise(*, by: Member, at: datetime, order_id: UUID) -> Stored:
    """Make the rejected order a draft again, on the same record."""
    order = queries.locked(by, order_id)
    refuse_if(rules.revise(order))
    order.updated_at = at
    move(order, "revise")
    return Stored(order.id, order.stored(), order_id=order.id)
