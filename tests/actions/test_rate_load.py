"""rate.load: the rates that the European Central Bank publishes."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.catalogue import actions as catalogue
from counterfoil.foundation.catalogue.published import rates_in
from counterfoil.foundation.catalogue.rates import EuroRate, reckoned
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel.refusals import Invalid

from ..cast import NOW, Cast
from .test_rate_set import rate_set, standing
from .verb import Given, VerbTests, refused

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject>
<Cube>%s</Cube></gesmes:Envelope>"""


def published(**days: dict[str, str]) -> bytes:
    """A file of the bank's: of each day, d20260302, what one euro is in each currency."""
    cubes = [
        f"<Cube time='{day[1:5]}-{day[5:7]}-{day[7:]}'>"
        + "".join(f"<Cube currency='{code}' rate='{rate}'/>" for code, rate in quoted.items())
        + "</Cube>"
        for day, quoted in days.items()
    ]
    return (FILE % "".join(cubes)).encode()


class TestRateLoad(VerbTests):
    verb, who = "rate.load", "fay"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"published": rates_in(published(d20260302={"USD": "1.25"}))}

    def otherwise(self, given: Given) -> Given:
        return {"published": rates_in(published(d20260302={"USD": "1.5"}))}


def load(cast: Cast, **days: dict[str, str]) -> Any:
    done = catalogue.load_rates(by=cast.fay, at=NOW, published=rates_in(published(**days)))
    return {name: done[name] for name in ("added", "corrected", "same", "typed")}


def test_a_rate_of_the_euro_is_turned_round(cast: Cast) -> None:
    assert load(cast, d20260302={"USD": "1.25", "JPY": "170.3"})["added"] == 2
    assert standing(cast) == [
        ("JPY", date(2026, 3, 2), Decimal("0.0058719906"), "ecb", 1),
        ("USD", date(2026, 3, 2), Decimal("0.8"), "ecb", 1),
    ]


def test_the_same_file_again_changes_nothing_and_says_so(cast: Cast) -> None:
    load(cast, d20260302={"USD": "1.25"})
    before = standing(cast)
    assert load(cast, d20260302={"USD": "1.25"}) == {"added": 0, "corrected": 0, "same": 1, "typed": 0}
    assert standing(cast) == before


def test_the_bank_corrects_its_own_and_never_what_was_typed(cast: Cast) -> None:
    load(cast, d20260302={"USD": "1.25"})
    rate_set(cast, currency="CHF", rate="1.05")
    done = load(cast, d20260302={"USD": "1.6", "CHF": "0.94"}, d20260303={"USD": "1.6"})
    assert done == {"added": 1, "corrected": 1, "same": 0, "typed": 1}
    assert [(code, str(rate.normalize()), version) for code, _day, rate, _source, version in standing(cast)] == [
        ("CHF", "1.05", 1),
        ("USD", "0.625", 2),
        ("USD", "0.625", 1),
    ]


def test_the_company_s_own_member_takes_them_in(cast: Cast) -> None:
    found = rates_in(published(d20260302={"USD": "1.25"}))
    catalogue.load_rates(by=system_member(cast.company_id), at=NOW, published=found)
    assert len(standing(cast)) == 1


def test_rates_of_another_currency_than_the_euro_are_reckoned_across_it() -> None:
    """Exactly, and rounded once: half-up at the tenth place."""
    found = rates_in(published(d20260302={"USD": "1.25", "JPY": "3", "CHF": "0.95"}))
    assert reckoned(found, "USD") == {
        ("EUR", date(2026, 3, 2)): Decimal("1.2500000000"),
        ("JPY", date(2026, 3, 2)): Decimal("0.4166666667"),
        ("CHF", date(2026, 3, 2)): Decimal("1.3157894737"),
    }


def test_what_would_be_kept_as_nothing_or_is_beyond_every_rate_is_left_out() -> None:
    quoted = {"KWD": "0.0000000001", "IDR": "999999999"}
    found = rates_in(published(d20260302=quoted))
    assert set(reckoned(found, "KWD")) == {("EUR", date(2026, 3, 2))}
    assert set(reckoned(found, "IDR")) == {("EUR", date(2026, 3, 2))}


def test_a_day_that_does_not_quote_the_company_s_currency_gives_nothing(cast: Cast) -> None:
    assert reckoned(rates_in(published(d20260302={"USD": "1.25"})), "SEK") == {}


def test_a_file_that_quotes_nothing_to_reckon_from_is_refused(cast: Cast) -> None:
    euro = [EuroRate.model_validate({"day": "2026-03-02", "currency": "EUR", "per_euro": "1"})]
    assert refused(cast, lambda: catalogue.load_rates(by=cast.fay, at=NOW, published=euro)) == ["base_not_quoted"]


def test_older_days_are_passed_over() -> None:
    content = published(d20260302={"USD": "1.25"}, d20250101={"USD": "1.1", "BGN": "1.9558", "DEM": "1.95583"})
    assert [one.day for one in rates_in(content, date(2026, 1, 1))] == [date(2026, 3, 2)]
    assert "DEM" not in {one.currency for one in rates_in(content)}
    with pytest.raises(Invalid) as caught:
        rates_in(content, date(2026, 3, 3))
    assert set(caught.value.fields) == {"since"}


def test_more_than_can_be_taken_in_at_once_names_a_later_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterfoil.foundation.catalogue.published.MOST_RATES", 1)
    with pytest.raises(Invalid, match="2 rates; at most 1"):
        rates_in(published(d20260302={"USD": "1.25", "JPY": "170"}))
