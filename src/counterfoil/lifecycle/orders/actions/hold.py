"""order.hold, order.lift: nothing goes on with an order until its owner lifts the hold or its last day has passed."""

from uuid import UUID

from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.parties import holds
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import OrderCase
from ..models import OrderHold


@action("order.hold", on=OrderCase, rule=rules.hold)
def hold(case: OrderCase, *, values: HoldValues) -> Stored:
    """Put everything, invoicing or payment of an order on hold."""
    order = case.order
    placed = OrderHold(order=order)
    holds.place(placed, values, by=case.by, at=case.at)
    return Stored(order.id, order.stored() | {"hold_id": str(placed.id)}, order_id=order.id, reason=values.reason)


@action("order.lift", on=OrderCase, rule=rules.lift)
def lift(case: OrderCase, *, hold_id: UUID, reason: Why) -> Stored:
    """Lift a hold before its last day."""
    order = case.order
    own = OrderHold.objects.within(case.by.company_id).filter(order_id=order.id)
    holds.lift(own, hold_id, by=case.by, at=case.at)
    return Stored(order.id, order.stored() | {"hold_id": str(hold_id)}, order_id=order.id, reason=reason)
