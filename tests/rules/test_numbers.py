"""How a number looks, which counter counts it, and how it is compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.lifecycle.orders import layout_rules as rules
from counterfoil.lifecycle.orders import numbers

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


_CODES = st.from_regex(r"[A-Z0-9]{1,12}", fullmatch=True)


def test_no_two_contractors_get_one_code() -> None:
    """Beyond 9,999 the count is wider, and a code may end in digits."""
    assert numbers.contractor_code("AB1", 1) != numbers.contractor_code("AB", 10_001)


@given(st.tuples(_CODES, st.integers(1, 10**9)), st.tuples(_CODES, st.integers(1, 10**9)))
def test_codes_are_one_only_where_contractor_and_count_are(one: tuple[str, int], other: tuple[str, int]) -> None:
    assert (numbers.contractor_code(*one) == numbers.contractor_code(*other)) is (one == other)


@given(_CODES, st.integers(1, 10**9))
def test_a_code_is_understood_with_and_without_its_hyphen(code: str, value: int) -> None:
    made = numbers.contractor_code(code, value)
    assert numbers.contractor_codes(f" {made.lower()} ") == [made]
    assert made in numbers.contractor_codes(made.replace("-", ""))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("POAB10001", ["POAB1-0001", "POAB-10001"]),
        ("POAB1-0001", ["POAB1-0001"]),
        ("po ab 0001", ["POAB-0001"]),
        ("POAB001", []),
        ("PO-2026-00001", ["PO20260-0001", "PO202-600001", "PO20-2600001"]),
        ("", []),
        ("-", []),
    ],
)
def test_which_codes_a_text_could_mean(text: str, codes: list[str]) -> None:
    assert numbers.contractor_codes(text) == codes


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
