"""order.confirm: finance's word on a purchase order that a manager added while hiring."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .choosing import add, confirmations, programme
from .hiring import drafted
from .sharing import shared
from .verb import Given, VerbTests, refused


def waiting(cast: Cast, who: str = "rita") -> UUID:
    """An order that a manager added, where finance confirms what they add."""
    programme(cast, "optional", confirmed=True)
    return UUID(add(cast, drafted(cast, who), who=who)["order_id"])


class TestOrderConfirm(VerbTests):
    verb, who, wrong = "order.confirm", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": waiting(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"order_id": UUID(int=7)}


@pytest.mark.req(12)
def test_it_is_said_once_by_somebody_else(cast: Cast) -> None:
    order_id = waiting(cast)
    orders.confirm(by=cast.fay, at=NOW, order_id=order_id)
    [one] = confirmations(cast)
    assert (one.confirmed_by_id, one.confirmed_at) == (cast.fay.id, NOW)
    again = partial(orders.confirm, by=cast.olga, at=NOW, order_id=order_id)
    assert refused(cast, again) == ["not_waiting"]
    assert verifying.verify(cast.company_id).findings == []


def test_one_that_waits_for_nobody(cast: Cast) -> None:
    assert refused(cast, partial(orders.confirm, by=cast.fay, at=NOW, order_id=shared(cast))) == ["not_waiting"]


def test_what_was_closed_instead_is_not_confirmed(cast: Cast) -> None:
    order_id = waiting(cast)
    orders.close(by=cast.fay, at=NOW, order_id=order_id, reason="No such order.")
    assert refused(cast, partial(orders.confirm, by=cast.fay, at=NOW, order_id=order_id)) == ["not_open"]
