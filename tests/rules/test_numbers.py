"""How a number looks, which counter counts it, and how it is compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.lifecycle.orders import numbers, rules

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("pattern", "value", "number"),
    [
        ("PO-{YYYY}-{#####}", 1, "PO-2026-00001"),
        ("PO-{YYYY}-{#####}", 99_999, "PO-2026-99999"),
        ("{YY}{MM}{DD}{##}", 7, "26030907"),
        ("{#}", 7, "7"),
        ("100 %{###}", 7, "100 %007"),
        ("%Y{##}", 7, "%Y07"),
    ],
)
def test_rendered(pattern: str, value: int, number: str) -> None:
    assert numbers.rendered(pattern, DAY, value) == number


@pytest.mark.parametrize(
    ("pattern", "counted"),
    [
        ("PO-{#####}", ""),
        ("PO-{YYYY}-{#####}", "2026"),
        ("PO-{YY}-{#####}", "2026"),
        ("PO-{YYYY}{MM}-{###}", "2026-03"),
        ("{YY}{MM}{DD}{##}", "2026-03-09"),
    ],
)
def test_each_year_month_or_day_that_is_named_counts_alone(pattern: str, counted: str) -> None:
    assert numbers.period(pattern, DAY) == counted


@pytest.mark.parametrize(
    ("pattern", "again"),
    [
        ("{#}", False),
        ("{YY}{#}", False),
        ("{YYYY}{MM}{#}", False),
        ("{YY}{MM}{DD}{#}", False),
        ("{MM}{#}", True),
        ("{DD}{#}", True),
        ("{MM}{DD}{#}", True),
        ("{YYYY}{DD}{#}", True),
    ],
)
def test_layouts_that_would_give_a_number_again(pattern: str, again: bool) -> None:
    assert numbers.repeats(pattern) is again


@pytest.mark.parametrize(
    ("number", "compared"),
    [
        ("PO-2026-00001", "PO202600001"),
        ("po 2026/00001", "PO202600001"),
        ("  Po_2026.00001 ", "PO202600001"),
        ("-/ .", ""),
        ("", ""),
    ],
)
def test_numbers_are_compared_by_capitals_and_digits(number: str, compared: str) -> None:
    assert numbers.normal(number) == compared


def test_a_contractor_s_code() -> None:
    assert numbers.contractor_code("CLEO", 1) == "POCLEO0001"
    assert numbers.contractor_code("CLEO", 10_000) == "POCLEO10000"


@pytest.mark.parametrize(
    ("pattern", "digits", "rest"), [("PO-{YYYY}-{#####}", 5, "PO--"), ("{##}", 2, ""), ("{x}{#}", 1, "{x}")]
)
def test_what_a_layout_is_made_of(pattern: str, digits: int, rest: str) -> None:
    assert numbers.width(pattern) == digits
    assert numbers.literal(pattern) == rest


_PIECES = st.sampled_from(["A", "-", "{YYYY}", "{YY}", "{MM}", "{DD}"])
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(st.lists(_PIECES, max_size=5), st.lists(st.tuples(_DAYS, st.integers(1, 99)), min_size=2, max_size=2))
def test_a_layout_that_is_accepted_never_gives_one_number_twice(
    pieces: list[str], dealt: list[tuple[date, int]]
) -> None:
    """Two different counts, or two different periods, are two different numbers within a century."""
    pattern = "".join(pieces) + "{##}"
    if rules.set_layout(pattern, 60):
        return
    counted = {(numbers.period(pattern, day), value) for day, value in dealt}
    assert len({numbers.rendered(pattern, day, value) for day, value in dealt}) >= len(counted)
