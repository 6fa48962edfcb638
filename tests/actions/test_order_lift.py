"""order.lift: a hold ends before its last day."""

from uuid import UUID

from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests


class TestOrderLift(VerbTests):
    verb, who = "order.lift", "petra"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued()
        values = HoldValues(scope="everything", reason=WHY)
        held = orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=values)
        return {"order_id": order_id, "hold_id": UUID(held["hold_id"]), "reason": WHY}
