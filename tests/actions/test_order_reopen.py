"""order.reopen: a closed order goes on."""

from functools import partial

import pytest

from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .billing import accepted, received
from .changing import approved
from .contracting import signed
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


@pytest.mark.req(52)
def test_it_counts_in_full_anew_under_its_contract(cast: Cast) -> None:
    """Closed, it holds what was invoiced of it; what was given to another order meanwhile is not there twice."""
    contract_id = signed(cast, amount="1500")
    order_id = closed(cast)
    cast.issued()
    again = partial(orders.reopen, by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert refused(cast, again) == ["contract_amount"]
    approved(cast, contract_id, amount="2000")
    assert again()["state"] == "issued"
