"""Money is exact, and rounded once, by name, half-up and away from zero."""

from decimal import Decimal
from fractions import Fraction

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
    sums = pricing.totals(amounts, Decimal(1), currency)
    assert Fraction(sums.total) == sum(Fraction(amount) for amount in amounts)
    assert sums.subtotal == sums.net == sums.total == sums.base_total


@given(st.decimals(0, 10**9, places=2), st.decimals(Decimal("0.0000000001"), 10**4, places=10), CURRENCIES)
def test_the_base_total_is_rounded_by_name(total: Decimal, rate: Decimal, base: str) -> None:
    assert Fraction(pricing.totals([total], rate, base).base_total) == exactly(Fraction(total) * Fraction(rate), base)


def test_an_order_of_no_lines_costs_nothing() -> None:
    assert pricing.totals([], Decimal(1), "EUR").total == 0
