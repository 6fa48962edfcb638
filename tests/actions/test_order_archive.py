"""order.archive: an order out of the way of lists and pickers; nothing else depends on it."""

from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .archiving import ORDER, ArchiveTests
from .billing import kinds_of, received, submitted
from .verb import refused


class TestArchiveOrder(ArchiveTests):
    verb, wrong, of = "order.archive", "otto", ORDER


def test_it_runs_on(cast: Cast) -> None:
    order_id = cast.issued()
    orders.archive(by=cast.rita, at=NOW, order_id=order_id)
    assert submitted(cast, order_id, 3)
    assert "order_not_open" not in kinds_of(cast, received(cast, order_id)["id"])


def test_a_manager_archives_their_own(cast: Cast) -> None:
    draft = cast.draft()
    assert refused(cast, lambda: orders.archive(by=cast.petra, at=NOW, order_id=draft)) == ["not_permitted"]
    assert orders.archive(by=cast.rita, at=NOW, order_id=draft)["state"] == "draft"
