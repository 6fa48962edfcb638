"""A contractor asks for an order twice at once, or while one is issued: one asking waits, and none waits beside an order."""

from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Wish

from ..actions.contracting import another_engagement
from ..actions.sharing import share, shared
from ..actions.wishing import asked
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]


NUMBERS = (f"W-{n}" for n in count(1))


def states(cast: Cast, engagement_id: UUID) -> list[str]:
    with scope.reading(cast.company_id):
        return [one.state for one in Wish.objects.filter(engagement_id=engagement_id)]


def test_it_is_asked_for_once(cast: Cast) -> None:
    engagement_id = another_engagement(cast)
    outcomes = race(*[partial(asked, cast, engagement_id)] * 4, linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"asked_already"}
    assert states(cast, engagement_id) == ["open"]


def either_found_the_other(cast: Cast, engagement_id: UUID, outcomes: Any) -> None:
    """The asking found the order and was refused, or the order found what was asked for and met it."""
    assert (states(cast, engagement_id), refused(outcomes)) in ((["met"], []), ([], ["order_stands"]))
    assert verifying.verify(cast.company_id).findings == []


@pytest.mark.parametrize("ask_first", [True, False])
def test_none_waits_beside_an_order_that_is_issued_meanwhile(cast: Cast, ask_first: bool) -> None:
    engagement_id = another_engagement(cast)
    issue = partial(orders.issue, by=cast.iris, at=NOW, order_id=cast.approved(engagement_id=engagement_id))
    calls = [partial(asked, cast, engagement_id), issue]
    outcomes = race(*(calls if ask_first else reversed(calls)), head_start=True, linger=0.05)
    either_found_the_other(cast, engagement_id, outcomes)


@pytest.mark.parametrize("ask_first", [True, False])
def test_nor_beside_a_share_that_is_drawn_meanwhile(cast: Cast, ask_first: bool) -> None:
    engagement_id = another_engagement(cast)
    draw = partial(share, cast, shared(cast, next(NUMBERS)), engagement_id=engagement_id)
    calls = [partial(asked, cast, engagement_id), draw]
    outcomes = race(*(calls if ask_first else reversed(calls)), head_start=True, linger=0.05)
    either_found_the_other(cast, engagement_id, outcomes)
