"""order.close: nothing more is done or billed on it."""

from functools import partial
from typing import Any

import pytest

from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import initiated, invoice_of, kinds_of, matched, received, submitted
from .ordering import closed
from .sharing import shared
from .verb import WHY, Given, VerbTests, refused


class TestOrderClose(VerbTests):
    verb, who = "order.close", "iris"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.issued(), "reason": WHY}


def test_not_while_something_waits(cast: Cast) -> None:
    order_id = cast.issued()
    sent = submitted(cast, order_id, 3)
    close = partial(orders.close, by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert refused(cast, close) == ["open_claims"]
    evidence.reject(by=cast.rita, at=NOW, submission_id=sent, reason=WHY)
    assert close()["state"] == "closed"


def test_an_invoice_on_a_closed_order_is_disputed(cast: Cast) -> None:
    answer = received(cast, closed(cast))
    assert "order_not_open" in kinds_of(cast, answer["id"])


def test_not_while_an_invoice_is_not_paid(cast: Cast) -> None:
    invoice_id = matched(cast)
    order_id = invoice_of(cast, invoice_id).order_id
    close = partial(orders.close, by=cast.iris, at=NOW, order_id=order_id, reason=WHY)
    assert refused(cast, close) == ["open_claims"]
    payment_id = initiated(cast, invoice_id)
    assert refused(cast, close) == ["open_claims"]
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    close()
    assert refused(cast, close) == ["wrong_state"]


@pytest.mark.req(3)
@pytest.mark.parametrize("act", [orders.close, orders.archive])
def test_who_uses_a_shared_order_does_not_end_it(cast: Cast, act: Any) -> None:
    order_id = shared(cast)
    given = {"reason": WHY} if act is orders.close else {}
    assert refused(cast, lambda: act(by=cast.rita, at=NOW, order_id=order_id, **given)) == ["not_kept_by_you"]
    act(by=cast.fay, at=NOW, order_id=order_id, **given)
