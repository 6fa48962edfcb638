"""Two invoices, or an invoice and a new threshold, come to a threshold at the same moment: it is crossed once, and told once."""

from decimal import Decimal
from functools import partial

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.alerts import actions as alerting
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Crossing

from ..actions.billing import accepted, claim
from ..alerting import alerts, system
from ..cast import NOW, Cast
from ..watching import at, crossings, watched
from .racing import done, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]


@pytest.mark.req(7)
def test_two_invoices_that_cross_a_threshold_at_once_cross_it_once(cast: Cast) -> None:
    """Either alone takes 50 % and more of the order."""
    order_id = watched(cast, "invoiced 40%", "invoiced 90%")
    accepted(cast, order_id)
    claims = [claim(cast, order_id, number="R-1", quantity=5), claim(cast, order_id, number="R-2", quantity=4)]
    calls = [partial(matching.receive, by=cast.petra, at=NOW, values=values) for values in claims]
    assert {one["state"] for one in done(race(*calls, linger=0.02))} == {"matched"}
    low, high = crossings(cast, order_id)
    assert low[2] == Decimal(400) and low[3] in (Decimal(400), Decimal(500))
    assert high[2:] == (Decimal(900), Decimal(900))
    by = system(cast)
    outcomes = race(*[partial(alerting.raise_alerts, by=by, at=NOW)] * 4, linger=0.02)
    assert sorted(one["raised"] for one in done(outcomes)) == [0, 0, 0, 2]
    assert [one.kind for one in alerts(cast)] == ["threshold"] * 2
    assert verify(cast.company_id).findings == []


@pytest.mark.req(7)
def test_a_threshold_that_is_set_while_an_invoice_comes_is_crossed(cast: Cast) -> None:
    """Whichever comes second sees the other."""
    order_id = cast.issued()
    accepted(cast, order_id)
    values = claim(cast, order_id, number="R-3", quantity=6)
    race(
        partial(matching.receive, by=cast.petra, at=NOW, values=values),
        partial(orders.set_thresholds, by=cast.fay, at=NOW, order_id=order_id, values=at("invoiced 50%")),
        linger=0.02,
    )
    with scope.reading(cast.company_id):
        assert Crossing.objects.filter(order_id=order_id).count() == 1
    assert verify(cast.company_id).findings == []
