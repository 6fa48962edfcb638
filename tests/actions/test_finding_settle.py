"""finding.settle: a person says what holds where a minter contradicts themselves."""

from functools import partial

from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .loading import findings_of, loaded, row
from .ordering import order_of
from .verb import WHY, Given, VerbTests, refused


class TestFindingSettle(VerbTests):
    verb, who, wrong = "finding.settle", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        order_id = loaded(cast, lines=[row(unit_price=100)])
        return {"finding_id": findings_of(cast, order_id)[0].id, "reason": WHY}


def test_it_is_settled_once_and_the_ceiling_stays(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(unit_price=100)])
    settle = partial(orders.settle_finding, by=cast.fay, at=NOW, finding_id=findings_of(cast, order_id)[0].id)
    settle(reason="The total holds")
    [found] = findings_of(cast, order_id)
    assert (found.state, found.settled_by_id, found.reason) == ("settled", cast.fay.id, "The total holds")
    assert order_of(cast, order_id).limit_amount == 100
    assert refused(cast, partial(settle, reason="Once more")) == ["wrong_state"]
