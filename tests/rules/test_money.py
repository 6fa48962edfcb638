"""Rounding in every currency and on both sides of zero, and sums that stay exact."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.kernel.money import currencies, minor_units, round_money, times
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.pricing import line_amount, totals

AMOUNTS = st.decimals(-(10**18), 10**18, places=12)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])


@given(AMOUNTS, CURRENCIES)
def test_rounding_moves_by_half_a_unit_at_most_and_ties_away_from_zero(amount: Decimal, currency: str) -> None:
    unit = Fraction(1, 10 ** minor_units(currency))
    moved = abs(Fraction(round_money(amount, currency))) - abs(Fraction(amount))
    assert -unit / 2 < moved <= unit / 2


@given(AMOUNTS, CURRENCIES)
def test_a_credit_is_rounded_as_its_charge(amount: Decimal, currency: str) -> None:
    assert round_money(-amount, currency) == -round_money(amount, currency)
    assert round_money(round_money(amount, currency), currency) == round_money(amount, currency)


@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from([("EUR", 2), ("JPY", 0), ("KWD", 3), ("IQD", 3), ("RSD", 2), ("QQQ", 2)]),
)
def test_a_rounded_amount_has_exactly_the_currency_s_decimals(units: int, of: tuple[str, int]) -> None:
    currency, decimals = of
    exponent = round_money(Decimal(units), currency).as_tuple().exponent
    assert (minor_units(currency), exponent) == (decimals, -decimals)


@pytest.mark.parametrize("currency", sorted(currencies()))
def test_every_currency_in_use_fits_the_four_places_that_are_kept(currency: str) -> None:
    assert 0 <= minor_units(currency) <= 4
    assert len(currency) == 3


@given(AMOUNTS, AMOUNTS)
def test_a_product_is_exact(one: Decimal, other: Decimal) -> None:
    assert Fraction(times(one, other)) == Fraction(one) * Fraction(other)


@given(AMOUNTS, CURRENCIES)
def test_the_thread_s_own_context_changes_nothing(amount: Decimal, currency: str) -> None:
    with localcontext() as context:
        context.prec, context.rounding = 3, ROUND_HALF_EVEN
        narrow = line_amount(amount, Decimal("0.5"), currency)
    assert narrow == line_amount(amount, Decimal("0.5"), currency)


@pytest.mark.parametrize(
    "compute",
    [
        lambda: round_money(0.1, "EUR"),  # type: ignore[arg-type]
        lambda: line_amount(Decimal(1), 0.1, "EUR"),  # type: ignore[arg-type]
        lambda: line_amount(0.1, Decimal(1), "EUR"),  # type: ignore[arg-type]
        lambda: totals([(Decimal(1), False)], "EUR", 1.1, "EUR"),  # type: ignore[arg-type]
        lambda: totals([(0.1, False)], "EUR", Decimal(1), "EUR"),  # type: ignore[list-item]
    ],
)
def test_a_float_is_an_error(compute: Callable[[], Any]) -> None:
    with pytest.raises((TypeError, AttributeError)):
        compute()


@pytest.mark.parametrize(
    ("lines", "currency", "rate", "base", "total", "base_total"),
    [
        ([("10", "100.00")], "EUR", "1", "EUR", "1000.00", "1000.00"),
        ([("12", "100.00")], "EUR", "1.25", "USD", "1200.00", "1500.00"),
        ([("1", "0.005"), ("1", "0.005"), ("1", "0.005")], "EUR", "1", "EUR", "0.03", "0.03"),
        ([("3", "33.333333"), ("0.000001", "0.01")], "EUR", "1", "EUR", "100.00", "100.00"),
        ([("7.5", "1333")], "JPY", "0.0061", "EUR", "9998", "60.99"),
        ([("1.5", "0.333")], "KWD", "3.2567891234", "USD", "0.500", "1.63"),
        ([("1", "1000")], "EUR", "163.455", "JPY", "1000.00", "163455"),
        ([("1", "0.01")], "EUR", "0.5", "EUR", "0.01", "0.01"),
        ([("1", "0.01")], "EUR", "0.4999999999", "EUR", "0.01", "0.00"),
    ],
)
def test_what_an_order_costs(
    lines: list[tuple[str, str]], currency: str, rate: str, base: str, total: str, base_total: str
) -> None:
    amounts = [line_amount(Decimal(quantity), Decimal(price), currency) for quantity, price in lines]
    sums = totals([(amount, False) for amount in amounts], currency, Decimal(rate), base)
    assert (str(sums.total), str(sums.base_total)) == (total, base_total)
    assert sums.subtotal == sums.net == sums.total


def test_the_largest_order_that_can_be_typed_is_added_up_exactly() -> None:
    amounts = [line_amount(Decimal("999999999.999999"), Decimal("999999999.99"), "EUR")] * 1_000
    sums = totals([(amount, False) for amount in amounts], "EUR", Decimal("999999999.9999999999"), "KWD")
    assert Fraction(sums.total) == 1_000 * Fraction(amounts[0])
    assert abs(Fraction(sums.base_total) - Fraction(sums.total) * Fraction("999999999.9999999999")) <= Fraction(1, 2000)


@pytest.mark.parametrize(
    ("amount", "currency", "text"), [("1000.0000", "EUR", "1000.00"), ("5", "JPY", "5"), ("0.5000", "KWD", "0.500")]
)
def test_an_amount_is_written_with_its_currency_s_decimals(amount: str, currency: str, text: str) -> None:
    assert money_text(Decimal(amount), currency) == text
