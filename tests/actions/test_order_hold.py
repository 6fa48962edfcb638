"""order.hold: nothing goes on with it."""

from uuid import UUID

from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests, refused


class TestOrderHold(VerbTests):
    verb, who = "order.hold", "petra"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.approved(), "values": HoldValues(scope="everything", reason=WHY)}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": HoldValues(scope="payment", reason=WHY)}


def test_nothing_is_issued_while_it_is_held(cast: Cast) -> None:
    order_id = cast.approved()
    held = orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=HoldValues(scope="everything", reason=WHY))
    assert refused(cast, lambda: orders.issue(by=cast.iris, at=NOW, order_id=order_id)) == ["on_hold"]
    orders.lift(by=cast.petra, at=NOW, order_id=order_id, hold_id=UUID(held["hold_id"]), reason=WHY)
    assert orders.issue(by=cast.iris, at=NOW, order_id=order_id)["state"] == "issued"


def test_the_last_day_lies_ahead(cast: Cast) -> None:
    values = HoldValues(scope="everything", reason=WHY, last_day=NOW.date())
    given = {"order_id": cast.issued(), "values": values}
    assert refused(cast, lambda: orders.hold(by=cast.petra, at=NOW, **given)) == ["hold_in_the_past"]
