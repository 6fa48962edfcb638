"""order.revoke: its minter takes it back."""

from functools import partial

from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .loading import delivered, file, findings_of, loaded
from .ordering import order_of
from .verb import Given, VerbTests

CANCELLATION = file("K-1", "UBL 2.1 OrderCancellation")


class TestOrderRevoke(VerbTests):
    verb, who, wrong = "order.revoke", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": loaded(cast), "file": CANCELLATION}

    def otherwise(self, given: Given) -> Given:
        return given | {"file": file("K-2")}


def test_it_is_cancelled_and_nothing_is_authorised_any_more(cast: Cast) -> None:
    order_id = loaded(cast)
    assert orders.revoke(by=cast.fay, at=NOW, order_id=order_id, file=CANCELLATION)["became"] == "cancellation"
    order = order_of(cast, order_id)
    assert (order.state, order.limit_amount, order.cancelled_at) == ("cancelled", 0, NOW)


def test_not_while_anything_hangs_on_it(cast: Cast) -> None:
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1")
    revoke = partial(orders.revoke, by=cast.fay, at=NOW, order_id=order_id, file=CANCELLATION)
    assert revoke()["became"] == "blocked"
    assert order_of(cast, order_id).state == "issued"
    assert [found.kind for found in findings_of(cast, order_id)] == ["cancellation"]


def test_an_order_of_ours_is_cancelled_by_no_document(cast: Cast) -> None:
    order_id = cast.issued()
    assert orders.revoke(by=cast.fay, at=NOW, order_id=order_id, file=CANCELLATION)["became"] == "blocked"
    assert order_of(cast, order_id).state == "issued"
