"""A desk leaves nothing out and claims nothing: thousands of rows, each asked of its own rule, for everybody."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.insight.desk import waiting as counting
from counterfoil.insight.desk.desk import desk
from counterfoil.insight.desk.seat import Seat
from counterfoil.insight.desk.waiting import waiting
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.listing.listing import filters_of, narrowed
from counterfoil.insight.listing.on_desk import ON_MY_DESK, OnDesk
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.payments import Payments
from counterfoil.insight.listing.reader import Reader
from counterfoil.lifecycle.orders.models import Order

from ...cast import NOW, Cast
from .held_contractor import third_contractor
from .many import asking, copy_and_shake, some, staff
from .row_by_row import TURNS, asked_of_the_database, asked_of_the_rules

pytestmark = pytest.mark.django_db(transaction=True)

ROWS, COPIES = 3_000, 180


@pytest.mark.req(44, 109)
def test_each_question_answers_what_the_rules_say_row_by_row(cast: Cast) -> None:
    some(cast)
    third_contractor(cast)
    staff(cast)
    asking(cast)
    copy_and_shake(cast.company_id, COPIES)
    found: Counter[str] = Counter()
    with scope.reading(cast.company_id):
        assert Order.objects.within(cast.company_id).count() >= ROWS
    for name, member in cast.members.items():
        with scope.reading(member.company_id):
            asked, ruled = asked_of_the_database(member, NOW), asked_of_the_rules(member, NOW)
            for turn in TURNS:
                assert asked[turn] == ruled[turn], (
                    name,
                    turn,
                    len(asked[turn] - ruled[turn]),
                    len(ruled[turn] - asked[turn]),
                )
                found[turn] += len(ruled[turn])
            _counts_and_lists_agree(cast, name, {turn: len(ids) for turn, ids in ruled.items()})
    assert {turn: found[turn] for turn in TURNS if found[turn] < 5} == {}, "each kind waits for somebody"
    _one_desk_takes_the_same_queries(cast)


def _counts_and_lists_agree(cast: Cast, name: str, ruled: dict[str, int]) -> None:
    member = cast.members[name]
    counted = {turn: one.counted for turn, one in waiting(Seat(member, NOW), TURNS).items()}
    assert counted == {turn: number for turn, number in ruled.items() if turn in counted}, name
    assert not sum(number for turn, number in ruled.items() if turn not in counted), name
    for listing in (Orders, Invoices, Payments) if name in ("fay", "rita", "cleo") else ():
        for one in (each for each in filters_of(listing, Reader(member, NOW)) if isinstance(each, OnDesk)):
            for turn in one.turns:
                rows = narrowed(listing, Reader(member, NOW), {ON_MY_DESK: turn})
                assert rows.count() == ruled[turn], (name, turn)


def _one_desk_takes_the_same_queries(cast: Cast) -> None:
    """Whatever waits on it: ten of each are read, and one statement asks for all."""
    with scope.reading(cast.company_id), CaptureQueriesContext(connection) as captured:
        found = desk(cast.fay, NOW)
    assert len(found.groups) > 5 and max(len(group.rows) for group in found.groups) == counting.MOST_SHOWN
    assert [group.waits.turn.name for group in found.groups if len(group.rows) != min(group.waits.counted, 10)] == []
    assert len(captured) <= 43
