"""order.hold, order.lift: nothing goes on with an order until its owner lifts the hold or its last day has passed."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.parties import holds
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules
from ..models import OrderHold


@action("order.hold", subject="order")
def hold(*, by: Member, at: datetime, order_id: UUID, values: HoldValues) -> Stored:
    """Put everything, invoicing or payment of an order on hold."""
    order = queries.locked(by, order_id)
    refuse_if(rules.hold(order, by))
    placed = OrderHold(order=order)
    holds.place(placed, values, by=by, at=at)
    return Stored(order.id, order.stored() | {"hold_id": str(placed.id)}, order_id=order.id, reason=values.reason)


@action("order.lift", subject="order")
def lift(*, by: Member, at: datetime, order_id: UUID, hold_id: UUID, reason: Why) -> Stored:
    """Lift a hold before its last day."""
    order = queries.locked(by, order_id)
    own = OrderHold.objects.within(by.company_id).filter(order_id=order.id)
    refuse_if(rules.lift(order, by, list(own.filter(state="standing")), separated(by)))
    holds.lift(own, hold_id, by=by, at=at)
    return Stored(order.id, order.stored() | {"hold_id": str(hold_id)}, order_id=order.id, reason=reason)
