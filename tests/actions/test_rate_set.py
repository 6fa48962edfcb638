"""rate.set: what a currency is worth from a day on."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue import actions as catalogue
from counterfoil.foundation.catalogue.models import Rate
from counterfoil.foundation.catalogue.rates import RateValues
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, Stale
from counterfoil.foundation.kernel.values import parsed

from ..cast import NOW, Cast
from .verb import Given, VerbTests, refused, untouched


class TestRateSet(VerbTests):
    verb, who = "rate.set", "fay"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"values": values()}

    def otherwise(self, given: Given) -> Given:
        return {"values": values(rate="0.8")}


def values(currency: str = "USD", day: str = "2026-03-02", rate: str = "0.9") -> RateValues:
    return parsed(RateValues, {"currency": currency, "day": day, "rate": rate})


def rate_set(cast: Cast, **said: Any) -> UUID:
    given = {"version": said.pop("version")} if "version" in said else {}
    return UUID(catalogue.set_rate(by=cast.fay, at=NOW, values=values(**said), **given)["id"])


def standing(cast: Cast) -> list[tuple[str, date, Decimal, str, int]]:
    with scope.reading(cast.company_id):
        rows = Rate.objects.within(cast.company_id).order_by("currency", "day")
        return [(one.currency, one.day, one.rate, one.source, one.version) for one in rows]


def test_a_day_is_corrected_and_not_said_twice(cast: Cast) -> None:
    first = rate_set(cast)
    assert rate_set(cast, rate="0.9100000001", version=1) == first
    assert standing(cast) == [("USD", date(2026, 3, 2), Decimal("0.9100000001"), "typed", 2)]


def test_what_stands_already_is_said_so(cast: Cast) -> None:
    rate_set(cast)
    assert refused(cast, lambda: rate_set(cast, rate="0.90")) == ["unchanged"]


def test_within_one_currency_there_is_no_rate(cast: Cast) -> None:
    assert refused(cast, lambda: rate_set(cast, currency="EUR")) == ["own_currency"]


def test_nobody_s_newer_rate_is_overwritten(cast: Cast) -> None:
    rate_set(cast)
    untouched(cast, Stale, lambda: rate_set(cast, rate="0.8", version=0))


@pytest.mark.parametrize("rate", ["0", "-0.5", "0.00000000001", "1000000001", "NaN", ""])
def test_a_rate_of_zero_or_below_is_none(rate: str) -> None:
    with pytest.raises(Invalid) as caught:
        values(rate=rate)
    assert set(caught.value.fields) == {"rate"}
