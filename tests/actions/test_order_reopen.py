"""order.reopen: a closed order goes on."""

from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .billing import accepted, received
from .ordering import closed, order_of
from .verb import WHY, Given, VerbTests, refused


class TestOrderReopen(VerbTests):
    verb, who, wrong = "order.reopen", "iris", "petra"

    def given(self, cast: Cast) -> Given:
        return {"order_id": closed(cast), "reason": WHY}


def test_only_what_is_closed(cast: Cast) -> None:
    order_id = cast.issued()
    assert refused(cast, lambda: orders.reopen(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)) == ["wrong_state"]


def test_it_is_billed_again_under_its_own_number(cast: Cast) -> None:
    order_id = closed(cast)
    number = order_of(cast, order_id).number
    orders.reopen(by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    accepted(cast, order_id)
    assert received(cast, order_id)["state"] == "matched"
    assert order_of(cast, order_id).number == number
