"""verify knows exchange rates: what an order is worth by its own, and whose a general one is."""

import pytest

from counterfoil.insight.verify.books import verify

from ..actions.test_rate_set import rate_set
from ..cast import Cast
from .tampering import OFF, Behind, sentences

pytestmark = pytest.mark.django_db(transaction=True)

FORGED = {
    "worth": ("orders_revision", "base_total = base_total + 0.01", "and 900.01 is said to be its worth"),
    "rate": ("orders_order", "rate = 0.91", "calls 0.91 the general rate of USD"),
    "limit": ("orders_order", "rate = 1000000001", "1000000001, is none that can be"),
    "day": ("orders_order", "rate_on = rate_on - 1", "calls 0.9 the general rate of USD on 2026-03-01"),
}


@pytest.mark.req(155, 156)
def test_a_general_rate_that_is_corrected_later_was_one(cast: Cast) -> None:
    rate_set(cast, rate="0.9")
    cast.issued(currency="USD")
    cast.issued(currency="USD", rate="0.5")
    rate_set(cast, rate="0.8")
    assert verify(cast.company_id).findings == []


@pytest.mark.req(154)
@pytest.mark.parametrize("what", FORGED)
def test_a_rate_or_a_worth_that_is_none_is_found(cast: Cast, behind: Behind, what: str) -> None:
    rate_set(cast, rate="0.9")
    cast.issued(currency="USD")
    table, change, told = FORGED[what]
    behind(OFF.format(table, f"UPDATE {table} SET {change}"))
    assert [one for one in sentences(cast.company_id) if one.startswith("rates: ") and told in one]
