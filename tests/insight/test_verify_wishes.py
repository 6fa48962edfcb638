"""verify reckons again what contractors waited for: what is met elsewhere, still waits, or says other days is found."""

from datetime import timedelta
from uuid import UUID

import pytest

from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders

from ..actions.wishing import answered, asked
from ..cast import NOW, Cast
from .tampering import OFF, Behind, sentences

pytestmark = pytest.mark.django_db(transaction=True)
_WISH = "orders_wish"
_OPEN = "state = 'open', met_by_id = NULL, answered_at = NULL, days = NULL"


@pytest.fixture
def met(cast: Cast) -> UUID:
    """One was answered, and one is met by an order after three days."""
    asked(cast)
    answered(cast)
    asked(cast)
    order_id = cast.approved()
    orders.issue(by=cast.iris, at=NOW + timedelta(days=3), order_id=order_id)
    return order_id


def test_what_the_verbs_did_agrees(cast: Cast, met: UUID) -> None:
    assert verify(cast.company_id).findings == []


@pytest.mark.req(168)
def test_one_that_still_waits_beside_an_order_is_found(cast: Cast, met: UUID, behind: Behind) -> None:
    behind(OFF.format(_WISH, f"UPDATE {_WISH} SET {_OPEN} WHERE state = 'met'"))
    assert any("still waits, and order PO-" in one for one in sentences(cast.company_id))


@pytest.mark.req(168)
def test_other_days_are_found(cast: Cast, met: UUID, behind: Behind) -> None:
    behind(OFF.format(_WISH, f"UPDATE {_WISH} SET days = 1 WHERE state = 'met'"))
    assert any("says 1 days and waited 3" in one for one in sentences(cast.company_id))


def test_another_order_than_came_to_stand_is_found(cast: Cast, met: UUID, behind: Behind) -> None:
    other = cast.issued()
    behind(OFF.format(_WISH, f"UPDATE {_WISH} SET met_by_id = '{other}' WHERE state = 'met'"))
    assert any("did not come to stand for it then" in one for one in sentences(cast.company_id))


def test_one_that_is_not_by_the_contractor_is_found(cast: Cast, met: UUID, behind: Behind) -> None:
    behind(OFF.format(_WISH, f"UPDATE {_WISH} SET asked_by_id = '{cast.rita.id}'"))
    assert any("is not by the contractor of its engagement" in one for one in sentences(cast.company_id))
