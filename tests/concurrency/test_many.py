"""Many at once against one, and two batches at once: each row is done by one of them."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail import batches
from counterfoil.foundation.trail.models import Batch, Entry
from counterfoil.lifecycle.orders import actions as orders

from ..actions.books import entries
from ..actions.test_batch_begin import begun
from ..cast import NOW, Cast
from .racing import Call, done, race

pytestmark = pytest.mark.django_db(transaction=True)


def _work(cast: Cast, batch: Batch) -> Call:
    return lambda: batches.work_off(batch, lambda: cast.fay, lambda: NOW)


def _closed(cast: Cast, *ids: UUID) -> list[Any]:
    closed = entries(cast.company_id, verb="order.close", outcome=Entry.DONE, subject_id__in=ids)
    return [one.subject_id for one in closed]


def _outcomes(cast: Cast, batch: Batch) -> list[str]:
    with scope.reading(cast.company_id):
        return [row.outcome for row in batches.rows_of(batch)]


def test_two_who_work_off_one_batch_do_each_row_once(cast: Cast) -> None:
    ids = [cast.issued() for _ in range(3)]
    batch = begun(cast, ids=ids)
    assert sum(race(_work(cast, batch), _work(cast, batch))) == 3
    assert sorted(_closed(cast, *ids)) == sorted(ids) and _outcomes(cast, batch) == ["done"] * 3


def test_two_batches_of_the_same_orders_do_each_once(cast: Cast) -> None:
    """The one goes through them forwards, the other backwards, and neither waits for ever."""
    ids = [cast.issued() for _ in range(3)]
    one, other = begun(cast, ids=ids), begun(cast, ids=ids[::-1])
    race(_work(cast, one), _work(cast, other))
    assert sorted(_closed(cast, *ids)) == sorted(ids)
    assert sorted(_outcomes(cast, one) + _outcomes(cast, other)) == ["done"] * 3 + ["refused"] * 3


def test_a_batch_and_a_single_verb_meet_on_one_order(cast: Cast) -> None:
    order_id: UUID = cast.issued()
    batch = begun(cast, ids=[order_id])

    def alone() -> Any:
        return orders.close(by=cast.rita, at=NOW, order_id=order_id, reason="Long over")

    outcomes = race(_work(cast, batch), alone)
    assert len(_closed(cast, order_id)) == 1
    assert (_outcomes(cast, batch) == ["done"]) == (len(done(outcomes)) == 1)
