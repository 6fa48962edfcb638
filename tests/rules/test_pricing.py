"""Money is exact, and rounded once, by name, half-up and away from zero."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.kernel.money import currencies, minor_units, round_money
from counterfoil.lifecycle.orders import pricing


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.005", "EUR", "0.01"),
        ("0.0049999", "EUR", "0.00"),
        ("-0.005", "EUR", "-0.01"),
        ("2.675", "EUR", "2.68"),
        ("1.005", "EUR", "1.01"),
        ("0.5", "JPY", "1"),
        ("-0.5", "JPY", "-1"),
        ("0.49", "JPY", "0"),
        ("1.0005", "KWD", "1.001"),
        ("1.00049", "KWD", "1.000"),
    ],
)
def test_half_up_and_away_from_zero(amount: str, currency: str, rounded: str) -> None:
    assert str(round_money(Decimal(amount), currency)) == rounded


@pytest.mark.parametrize(("currency", "decimals"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("USD", 2), ("CLP", 0)])
def test_smallest_units(currency: str, decimals: int) -> None:
    assert minor_units(currency) == decimals


def test_currencies_in_use() -> None:
    assert {"EUR", "USD", "JPY", "KWD"} <= currencies()
    assert not {"DEM", "XXX", "EURO", ""} & currencies()


@pytest.mark.parametrize(
    ("quantity", "price", "currency", "amount"),
    [
        ("10", "100.00", "EUR", "1000.00"),
        ("0.333333", "3", "EUR", "1.00"),
        ("1.5", "0.01", "EUR", "0.02"),
        ("1.5", "33.33", "JPY", "50"),
        ("0.0005", "1", "KWD", "0.001"),
        ("1", "0", "EUR", "0.00"),
        # More digits than Decimal's own 28: rounded once, not twice.
        ("999999999.999999", "999999999.999999", "EUR", "999999999999998000.00"),
        ("999999999.999999", "999995000.000001", "EUR", "999995000000000000.00"),
    ],
)
def test_a_line_is_rounded_once(quantity: str, price: str, currency: str, amount: str) -> None:
    assert str(pricing.line_amount(Decimal(quantity), Decimal(price), currency)) == amount


QUANTITIES = st.decimals(Decimal("0.000001"), 10**9, places=6)
PRICES = st.decimals(0, 10**9, places=6)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])


def exactly(value: Fraction, currency: str) -> Fraction:
    """Half-up by whole numbers alone."""
    unit = 10 ** minor_units(currency)
    return Fraction(int(value * unit + Fraction(1, 2)), unit)


@given(st.lists(st.tuples(QUANTITIES, PRICES), min_size=1, max_size=20), CURRENCIES)
def test_the_total_is_the_sum_of_the_rounded_lines(lines: list[tuple[Decimal, Decimal]], currency: str) -> None:
    amounts = [pricing.line_amount(quantity, price, currency) for quantity, price in lines]
    for amount, (quantity, price) in zip(amounts, lines, strict=True):
        assert Fraction(amount) == exactly(Fraction(quantity) * Fraction(price), currency)
    sums = pricing.totals([(amount, False) for amount in amounts], currency, Decimal(1), currency)
    assert Fraction(sums.total) == sum(Fraction(amount) for amount in amounts)
    assert sums.subtotal == sums.net == sums.total == sums.base_total


@given(st.decimals(0, 10**9, places=2), st.decimals(Decimal("0.0000000001"), 10**4, places=10), CURRENCIES)
def test_the_base_total_is_rounded_by_name(total: Decimal, rate: Decimal, base: str) -> None:
    sums = pricing.totals([(total, False)], "EUR", rate, base)
    assert Fraction(sums.base_total) == exactly(Fraction(total) * Fraction(rate), base)


def test_an_order_of_no_lines_costs_nothing() -> None:
    assert pricing.totals([], "EUR", Decimal(1), "EUR").total == 0


@dataclass(frozen=True)
class Rate:
    """A discount, markup or tax."""

    percent: Decimal
    compound: bool = False


def added(discounts: str = "", taxes: str = "", adjustments: str = "", sequential: bool = False) -> pricing.Pricing:
    """What an order adds, as words: "-10 5", "20 5c", "12.50"; c: compound."""
    rates = [Rate(Decimal(one.rstrip("c")), one.endswith("c")) for one in taxes.split()]
    amounts = [Decimal(one) for one in adjustments.split()]
    return pricing.Pricing([Rate(Decimal(one)) for one in discounts.split()], rates, amounts, sequential)


def reckoned(lines: str, currency: str = "EUR", rate: str = "1", **more: Any) -> pricing.Totals:
    """Lines as amounts; one with x is free of tax."""
    said = [(Decimal(one.rstrip("x")), one.endswith("x")) for one in lines.split()]
    return pricing.totals(said, currency, Decimal(rate), "EUR", added(**more))


def words(sums: pricing.Totals) -> str:
    """Everything that is printed, in its order."""
    return " ".join(map(str, [*sums.discounts, sums.net, *sums.taxes, sums.total, sums.base_total]))


@pytest.mark.req(146, 147, 150)
@pytest.mark.parametrize(
    ("sequential", "printed"),
    [
        (False, "-100.00 50.00 950.00 190.00 47.50 1200.00 1500.00"),
        (True, "-100.00 45.00 945.00 189.00 47.25 1193.75 1492.19"),
    ],
)
def test_discount_markup_two_taxes_adjustment_and_rate(sequential: bool, printed: str) -> None:
    more = {"discounts": "-10 5", "taxes": "20 5", "adjustments": "12.50", "sequential": sequential}
    assert words(reckoned("1000.00", rate="1.25", **more)) == printed


@pytest.mark.req(159, 160)
def test_no_per_cent_touches_an_adjustment() -> None:
    without, with_it = (reckoned("80.00", discounts="-50", taxes="10", adjustments=one) for one in ("", "-7.77 1.11"))
    assert with_it.total - without.total == with_it.adjustments == Decimal("-6.66")
    assert (with_it.net, with_it.taxes) == (without.net, without.taxes)


def test_a_compound_tax_is_on_the_taxes_before_it() -> None:
    assert words(reckoned("100.00", taxes="10 5c")) == "100.00 10.00 5.50 115.50 115.50"
    assert words(reckoned("100.00", taxes="10c 5")) == "100.00 10.00 5.00 115.00 115.00"


@pytest.mark.req(105)
def test_lines_of_which_only_some_are_taxed() -> None:
    amounts = [
        pricing.line_amount(Decimal(quantity), Decimal(price), "EUR", Decimal(discount))
        for quantity, price, discount in ((1, "10.00", -50), (10, "230.00", -30), (1, "10.00", 0))
    ]
    assert [str(one) for one in amounts] == ["5.00", "1610.00", "10.00"]
    assert words(reckoned("5.00x 1610.00 10.00", taxes="15")) == "1625.00 243.00 1868.00 1868.00"


@pytest.mark.parametrize(
    ("quantity", "price", "currency", "discount", "amount"),
    [
        ("12", "0.001", "EUR", "0", "0.01"),
        ("1", "0.0035", "EUR", "0", "0.00"),
        ("3", "100", "JPY", "-33.3333", "200"),
        ("1", "0.0015", "KWD", "0", "0.002"),
        ("1", "99.99", "EUR", "-100", "0.00"),
        ("3", "0.333333", "EUR", "12.5", "1.12"),
        ("1", "0.01", "EUR", "-50", "0.01"),
    ],
)
def test_a_line_with_its_own_discount(quantity: str, price: str, currency: str, discount: str, amount: str) -> None:
    found = pricing.line_amount(Decimal(quantity), Decimal(price), currency, Decimal(discount))
    assert str(found) == amount


def test_nothing_is_added_to_what_rounds_to_nothing() -> None:
    sums = reckoned("0.00 0.00", discounts="-10", taxes="20")
    assert words(sums) == "0.00 0.00 0.00 0.00 0.00"
    assert list(sums.shares) == [0, 0]


def test_a_discount_of_all_leaves_nothing_to_tax() -> None:
    assert words(reckoned("33.33 66.67", discounts="-100", taxes="20")) == "-100.00 0.00 0.00 0.00 0.00"


PERCENTS = st.decimals(-100, 100, places=4)


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), min_size=1, max_size=12),
    st.lists(PERCENTS, max_size=2),
    st.lists(st.tuples(st.decimals(0, 100, places=4), st.booleans()), max_size=2),
    st.booleans(),
    CURRENCIES,
)
def test_every_total_is_the_sum_of_what_is_printed(
    lines: list[tuple[int, bool]],
    discounts: list[Decimal],
    taxes: list[tuple[Decimal, bool]],
    sequential: bool,
    currency: str,
) -> None:
    said = [(Decimal(units).scaleb(-minor_units(currency)), exempt) for units, exempt in lines]
    more = pricing.Pricing([Rate(one) for one in discounts], [Rate(*one) for one in taxes], [], sequential)
    sums = pricing.totals(said, currency, Decimal(1), currency, more)
    assert sums.subtotal + sum(sums.discounts) == sums.net
    assert sum(amount for amount, _exempt in said) + sum(sums.shares) == sums.net
    assert sums.net + sum(sums.taxes) + sums.adjustments == sums.total
    if sums.net >= 0:
        assert all(amount + share >= 0 for (amount, _exempt), share in zip(said, sums.shares, strict=True))
