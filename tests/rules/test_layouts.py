"""What a layout may be, and that no number it gives is too long, is given twice, or hides the counter's digits."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counterfoil.lifecycle.orders import numbers
from counterfoil.lifecycle.orders.layout_rules import set_layout
from counterfoil.lifecycle.orders.numbers import DEFAULT_PATTERN
from counterfoil.lifecycle.orders.rules import room_left


@pytest.mark.req(90)
@pytest.mark.parametrize(
    ("pattern", "longest", "reasons"),
    [
        (DEFAULT_PATTERN, 13, []),
        (DEFAULT_PATTERN, 12, ["layout_long"]),
        ("{#}", 1, []),
        ("{##}", 1, ["layout_long"]),
        ("AB{YY}{MM}{####}", 10, []),
        ("AB{YY}{MM}{DD}{####}", 10, ["layout_long"]),
        ("{YY}{MM}{DD}{##}", 30, []),
        ("{DD}.{MM}.{YYYY}/{##}", 30, []),
        ("PO", 30, ["layout_digits"]),
        ("", 30, ["layout_digits"]),
        ("{#}{#}", 30, ["layout_digits"]),
        ("{#}-{###}", 30, ["layout_digits"]),
        ("00001", 30, ["layout_digits"]),
        ("{0}{#}", 30, ["layout_token"]),
        ("{yyyy}{#}", 30, ["layout_token"]),
        ("{YYYYY}{#}", 30, ["layout_token"]),
        ("{}{#}", 30, ["layout_token"]),
        ("{{#}}", 30, ["layout_token"]),
        ("{#", 30, ["layout_digits", "layout_token"]),
        ("{MM}{#}", 30, ["layout_repeats"]),
        ("{YY}{DD}{#}", 30, ["layout_repeats"]),
        ("{DD}{#}", 30, ["layout_repeats"]),
        ("N°{#}", 30, ["layout_text"]),
        ("١{#}", 30, ["layout_text"]),
        ("PO\n{#}", 30, ["layout_text"]),
        ("PO\x7f{#}", 30, ["layout_text"]),
        ("é{MM}{", 4, ["layout_digits", "layout_token", "layout_repeats", "layout_text"]),
        ("é{MM}{", 3, ["layout_digits", "layout_token", "layout_repeats", "layout_text", "layout_long"]),
    ],
)
def test_what_a_layout_may_be(pattern: str, longest: int, reasons: list[str]) -> None:
    assert [(reason.key, reason.never) for reason in set_layout(pattern, longest)] == [(key, False) for key in reasons]


DATES = ["", "{YY}", "{YYYY}", "{MM}/{YY}", "{YYYY}{MM}", "{YY}{MM}{DD}", "{DD}.{MM}.{YYYY}"]
TEXT = st.text("ABz019-/. ", max_size=6)
PATTERNS = st.builds(
    lambda before, dated, between, width, after: before + dated + between + "{" + "#" * width + "}" + after,
    TEXT,
    st.sampled_from(DATES),
    TEXT,
    st.integers(1, 6),
    TEXT,
)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.req(90)
@given(PATTERNS, DAYS, st.data(), st.integers(1, 60))
def test_a_layout_is_accepted_exactly_when_its_numbers_fit(
    pattern: str, day: date, data: st.DataObject, longest: int
) -> None:
    value = data.draw(st.integers(1, 10 ** numbers.width(pattern) - 1))
    number = numbers.rendered(pattern, day, value)
    assert (set_layout(pattern, longest) == []) is (len(number) <= longest)
    assert not set("{}#") & set(number)


@given(PATTERNS, DAYS, st.data())
def test_every_value_with_room_is_a_number_of_its_own(pattern: str, day: date, data: st.DataObject) -> None:
    """Also as it is compared: without its signs and in capitals."""
    most = 10 ** numbers.width(pattern) - 1
    one, other = data.draw(st.tuples(st.integers(1, most), st.integers(1, most)))
    same = numbers.normal(numbers.rendered(pattern, day, one)) == numbers.normal(numbers.rendered(pattern, day, other))
    assert same is (one == other)


@pytest.mark.req(140)
@given(st.integers(1, 6), st.integers(1, 999_999))
def test_the_digits_are_the_counter_s_value(width: int, value: int) -> None:
    pattern = "PO-{" + "#" * width + "}/x"
    dealt = numbers.rendered(pattern, date(2026, 3, 9), value)
    assert int(dealt.removeprefix("PO-").removesuffix("/x")) == value
    reasons = room_left(value, pattern)
    assert [reason.key for reason in reasons] == (["layout_full"] if value >= 10**width else [])
    assert all(reason.params == {"pattern": pattern} and not reason.never for reason in reasons)


@given(st.text())
@example("µ´")
def test_a_normal_number_has_no_separators_and_stays_as_it_is(number: str) -> None:
    normal = numbers.normal(number)
    assert not set(normal) & set(" -/._#\u2013\u200b")
    assert numbers.normal(normal) == normal == numbers.normal(f" {number}-")
    assert not number.isascii() or numbers.normal(number.lower()) == normal == normal.upper()


@pytest.mark.parametrize("pattern", ["{YY}{#}", "{YYYY}{#}"])
def test_a_year_s_counter_is_the_same_on_its_last_day_and_another_on_the_next(pattern: str) -> None:
    first, last, after = (
        numbers.period(pattern, day) for day in (date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    )
    assert first == last != after


@pytest.mark.req(137)
@pytest.mark.parametrize(
    ("code", "value", "made"),
    [
        ("CLEO", 1, "POCLEO-0001"),
        ("CLEO", 9_999, "POCLEO-9999"),
        ("CLEO", 10_000, "POCLEO-10000"),
        ("7", 12, "PO7-0012"),
    ],
)
def test_a_contractor_code_is_po_the_code_and_the_count(code: str, value: int, made: str) -> None:
    assert numbers.contractor_code(code, value) == made
