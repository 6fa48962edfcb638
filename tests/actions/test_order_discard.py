"""order.discard: throw a draft away; it is cancelled and hidden, and never deleted."""

from uuid import UUID

import pytest

from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .ordering import IN_STATE, lines_of, order_of
from .verb import Given, VerbTests, refused, untouched


class TestDiscard(VerbTests):
    verb, who = "order.discard", "rita"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.draft()}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def discard(cast: Cast, order_id: UUID, version: int | None = None) -> None:
    orders.discard(by=cast.rita, at=NOW, order_id=order_id, version=version)


def test_works_and_the_record_stays(cast: Cast) -> None:
    order_id = cast.draft()
    discard(cast, order_id)
    order = order_of(cast, order_id)
    assert (order.state, order.discarded, order.cancelled_at) == ("cancelled", True, NOW)
    assert len(lines_of(cast, order_id)) == 1


@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"draft"}))
def test_only_a_draft(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert refused(cast, lambda: discard(cast, order_id)) == ["wrong_state"]


def test_an_older_version(cast: Cast) -> None:
    order_id = cast.draft()
    untouched(cast, Stale, lambda: discard(cast, order_id, version=3))
