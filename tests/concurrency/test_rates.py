"""Rates that are set at the same moment: each day has one, each correction is the next, and no rate is added twice.

What is committed stays until the end of the module: each test has a currency of its own.
"""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.catalogue import actions as catalogue
from counterfoil.foundation.catalogue.rates import EuroRate, RateValues
from counterfoil.lifecycle.orders import actions as orders

from ..actions.test_rate_set import standing
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = pytest.mark.django_db(transaction=True)


def sets(cast: Cast, currency: str, rate: str) -> Any:
    values = RateValues(currency=currency, day=NOW.date(), rate=Decimal(rate))
    return partial(catalogue.set_rate, by=cast.fay, at=NOW, values=values)


def test_the_same_rate_is_set_once(cast: Cast) -> None:
    outcomes = race(sets(cast, "USD", "0.9"), sets(cast, "USD", "0.9"))
    assert (len(done(outcomes)), refused(outcomes)) == (1, ["unchanged"])


def test_of_two_rates_the_later_corrects_the_earlier(cast: Cast) -> None:
    outcomes = race(sets(cast, "CHF", "0.9"), sets(cast, "CHF", "0.8"))
    assert sorted(one["version"] for one in done(outcomes)) == [1, 2]
    assert [version for currency, _day, _rate, _source, version in standing(cast) if currency == "CHF"] == [2]


def test_two_readings_of_one_file_add_each_rate_once(cast: Cast) -> None:
    published = [EuroRate(day=date(2026, 3, day), currency="JPY", per_euro=Decimal(170)) for day in range(1, 29)]
    load = partial(catalogue.load_rates, by=cast.fay, at=NOW, published=published)
    outcomes = race(load, load)
    assert sorted((one["added"], one["same"]) for one in outcomes) == [(0, 28), (28, 0)]


def test_an_order_that_is_made_while_its_rate_is_corrected_calls_nothing_general_that_is_not(cast: Cast) -> None:
    """It has the one or the other; where it read the one and the other stood before it was written, it is refused."""
    sets(cast, "GBP", "1.2")()
    create = partial(orders.create, by=cast.rita, at=NOW, values=cast.values(currency="GBP"))
    outcomes = race(create, sets(cast, "GBP", "1.1"))
    assert len(done(outcomes)) == 2 or refused(outcomes) == ["guard"]
