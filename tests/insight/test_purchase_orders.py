"""The report on purchase orders: each figure is what its order's record says, each total the sum of the rows behind it."""

from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.drawing_down import FIGURES, drawings
from counterfoil.insight.listing.listing import narrowed
from counterfoil.insight.listing.purchase_orders import PurchaseOrders
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.totals import totals
from counterfoil.insight.trace.record import record
from counterfoil.insight.verify import thresholds
from counterfoil.interfaces.web.wording import wording
from counterfoil.lifecycle.orders import actions as orders

from ..actions.billing import accepted, matched, settled
from ..cast import NOW, Cast
from ..watching import watch
from .moves import MOVES
from .test_histories import _go, _parties, _walk

MONEY = ("authorised", "accepted", "invoiced", "initiated", "settled", "remaining")
BEHIND = {
    "accepted": "SELECT sum(accepted_amount) FROM evidence_piece WHERE order_id = ANY (%s) AND state = 'accepted'",
    "invoiced": "SELECT sum(amount) FROM matching_cover WHERE order_id = ANY (%s)",
}
"""The rows behind two of the figures, added up by hand."""


def reader(cast: Cast, who: str = "fay", at: Any = NOW) -> Reader:
    by = cast.members[who]
    return Reader(by, at, wording(by), ())


def agrees(cast: Cast, at: Any) -> None:
    """Every row says what its record does, every total is the sum of its rows, and the picture ends where they do."""
    by = cast.members["fay"]
    with scope.reading(cast.company_id):
        asked = reader(cast, at=at)
        rows = narrowed(PurchaseOrders, asked, {})
        listed = list(PurchaseOrders.names(rows))
        for row in listed:
            money = record(by, row.id, at).money
            assert [getattr(row, name) for name in MONEY] == [getattr(money, name) for name in MONEY], row.number
        (total,) = totals(PurchaseOrders, asked, rows).each
        sums = {column.total: amount for column, amount in total.sums}
        for name in (*MONEY,):
            assert sums[name] == sum((getattr(row, name) for row in listed), Decimal(0)), name
        with connection.cursor() as cursor:
            for name, sql in BEHIND.items():
                cursor.execute(sql, [[row.id for row in listed]])
                assert sums[name] == (cursor.fetchone()[0] or 0), name
        (drawn,) = drawings(asked, rows)
        assert {name: drawn.now.sums[name] for name in FIGURES} == {name: sums[name] for name in FIGURES}
        assert [found.sentence for found in thresholds.check(cast.company_id)] == []


@pytest.mark.req(4, 7)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shard", range(3))
def test_every_total_is_the_sum_of_the_rows_behind_it_whatever_was_done(cast: Cast, shard: int) -> None:
    """Histories of up to forty steps on watched orders; nothing is crossed that was not, and nothing twice."""
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    cast.again("petra")
    chance, at, serial = Random(f"report {shard}"), NOW, 1  # noqa: S311
    parties = _parties(cast, shard)
    for _history in range(4):
        walk = _walk(cast, chance, parties, at, serial)
        walk.moves = MOVES
        watch(cast, walk.order_id, "accepted 30%", "accepted 60%", "invoiced 20%", "invoiced 400", "committed 1")
        _go(walk, chance.randint(10, 40))
        at, serial = walk.at, walk.serial
        agrees(cast, at)


@pytest.mark.req(4, 22)
def test_what_is_closed_cancelled_or_not_issued(cast: Cast) -> None:
    """Of a closed order nothing remains, a cancelled one authorises nothing, and what has no number is no purchase order."""
    cast.draft()
    cast.approved()
    done, gone = cast.issued(), cast.issued()
    settled(cast, matched(cast))
    accepted(cast, done, 4)
    orders.close(by=cast.iris, at=NOW, order_id=done, reason="Done")
    orders.cancel(by=cast.iris, at=NOW, order_id=gone, reason="Not needed")
    agrees(cast, NOW)
    with scope.reading(cast.company_id):
        rows = {one.id: one for one in narrowed(PurchaseOrders, reader(cast), {})}
    assert len(rows) == 3
    assert (rows[done].authorised, rows[done].committed, rows[done].remaining) == (1000, 1000, 0)
    assert (rows[gone].authorised, rows[gone].committed, rows[gone].remaining) == (0, 0, 0)


@pytest.mark.req(22)
def test_it_is_not_for_contractors_and_another_company_has_nothing_of_it(cast: Cast) -> None:
    cast.issued()
    with scope.reading(cast.company_id):
        assert list(narrowed(PurchaseOrders, reader(cast, "cleo"), {})) == []
    with scope.reading(cast.mallory.company_id):
        by = cast.mallory
        assert list(narrowed(PurchaseOrders, Reader(by, NOW, wording(by), ()), {})) == []
