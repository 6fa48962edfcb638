"""verify reckons again what was crossed: a crossing that is missing, was never reached or lies elsewhere is found."""

from uuid import UUID

import pytest

from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.matching import actions as matching

from ..actions.billing import accepted, received
from ..alerting import alerts, raised
from ..cast import NOW, Cast
from ..watching import watched
from .tampering import OFF, Behind, sentences

pytestmark = pytest.mark.django_db(transaction=True)
_CROSSING, _ALERT, _ORDER = "orders_crossing", "alerts_alert", "orders_order"


@pytest.fixture
def crossed(cast: Cast) -> UUID:
    """An order that crossed 80 % accepted with 900.00, and 50 % invoiced with 600.00 that is void again."""
    order_id = watched(cast, "accepted 80%", "invoiced 50%")
    accepted(cast, order_id, 9)
    bill = received(cast, order_id, quantity=6)
    matching.void(by=cast.petra, at=NOW, invoice_id=UUID(bill["id"]), reason="A mistake")
    raised(cast)
    actions.see(by=cast.fay, at=NOW, alert_id=alerts(cast)[0].id)
    return order_id


def found(cast: Cast) -> list[str]:
    return [one for one in sentences(cast.company_id) if "threshold" in one or "seen" in one]


def test_what_the_verbs_did_agrees(cast: Cast, crossed: UUID) -> None:
    assert verify(cast.company_id).findings == []


@pytest.mark.req(7)
def test_a_crossing_that_is_missing_is_found(cast: Cast, crossed: UUID, behind: Behind) -> None:
    """Of what stands, and of what was given back since."""
    behind(OFF.format(_ALERT, f"DELETE FROM {_ALERT}"))
    behind(OFF.format(_CROSSING, f"DELETE FROM {_CROSSING}"))
    said = found(cast)
    assert any("has reached its threshold of 800 with 900, and no crossing" in one for one in said)
    assert any("had reached its threshold of 500 with 600, and no crossing" in one for one in said)


@pytest.mark.req(7)
def test_a_crossing_that_was_never_reached_is_found(cast: Cast, crossed: UUID, behind: Behind) -> None:
    behind(OFF.format(_CROSSING, f"UPDATE {_CROSSING} SET amount = 950 WHERE mark = 800"))
    assert any("with 950, and had drawn 900 then" in one for one in found(cast))


@pytest.mark.req(7)
def test_a_crossing_that_lies_elsewhere_is_found(cast: Cast, crossed: UUID, behind: Behind) -> None:
    behind(OFF.format(_CROSSING, f"UPDATE {_CROSSING} SET mark = 700 WHERE mark = 800"))
    assert any("at 700, which did not lie there" in one for one in found(cast))


@pytest.mark.req(7)
def test_who_has_not_seen_it_is_found(cast: Cast, crossed: UUID, behind: Behind) -> None:
    behind(OFF.format(_ALERT, f"UPDATE {_ALERT} SET seen_by_id = '{cast.olga.id}' WHERE seen_by_id IS NOT NULL"))
    assert any("was seen by Olga, who did not say so" in one for one in found(cast))
