"""Whether two layouts could give one number: decided from their patterns, and tried against the numbers themselves."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.lifecycle.orders import numbers
from counterfoil.lifecycle.orders.collisions import collide, readable


@pytest.mark.req(90)
@pytest.mark.parametrize(
    ("one", "other", "colliding"),
    [
        ("A-{##}", "A1-{#}", True),
        ("A-{##}", "A1-{##}", False),
        ("A-{##}", "B-{##}", False),
        ("A-{##}", "a/{##}", False),
        ("A-{##}", "A-{###}", False),
        ("A0-{#}", "A-{##}", True),
        ("A{##}", "A{#}0", True),
        ("0{#}", "{#}0", False),
        ("00{#}", "{##}0", False),
        ("PO-{YYYY}-{#####}", "PO2026/{#####}", True),
        ("PO-{YYYY}-{#####}", "PO-{YY}-{#######}", True),
        ("PO-{YYYY}-{#####}", "PO-{YY}-{#####}", False),
        ("{YY}{MM}{##}", "{YY}13{##}", False),
        ("{YY}{MM}{##}", "{YY}12{##}", True),
        ("{YY}{MM}{##}", "{YY}00{##}", False),
        ("{DD}{MM}{YY}{#}", "32{MM}{YY}{#}", False),
        ("{DD}{MM}{YY}{#}", "31{MM}{YY}{#}", True),
        ("{MM}{YY}{MM}{#}", "01{YY}12{#}", False),
        ("{YY}{#}", "{#}{YY}", True),
        ("X{#}", "{#}X", False),
    ],
)
def test_two_layouts(one: str, other: str, colliding: bool) -> None:
    assert (collide(one, other), collide(other, one)) == (colliding, colliding)


PATTERNS = st.builds(
    lambda before, dated, between, width, after: before + dated + between + "{" + "#" * width + "}" + after,
    st.text("a01-", max_size=2),
    st.sampled_from(["", "{MM}", "{YY}"]),
    st.text("A01-", max_size=2),
    st.integers(1, 2),
    st.text("a01-", max_size=2),
)
MONTHS = [date(2026, month, 1) for month in range(1, 13)]
YEARS = [date(year, 1, 1) for year in range(2000, 2100)]


def _every_number(pattern: str) -> set[str]:
    days = MONTHS if "{MM}" in pattern else YEARS if "{YY}" in pattern else MONTHS[:1]
    values = range(1, 10 ** numbers.width(pattern))
    return {numbers.normal(numbers.rendered(pattern, day, value)) for day in days for value in values}


@settings(max_examples=150, deadline=None)
@given(PATTERNS, PATTERNS)
def test_it_is_so_exactly_where_the_numbers_meet(one: str, other: str) -> None:
    """But for two layouts that differ in signs and case alone: they share a counter, and no value comes twice."""
    alike = re.sub(r"-(?![^{]*})", "", one).upper() == re.sub(r"-(?![^{]*})", "", other).upper()
    assert collide(one, other) is (not alike and not _every_number(one).isdisjoint(_every_number(other)))


DATED = st.lists(
    st.sampled_from(["A", "1", "20", "-", "{YYYY}", "{YY}", "{MM}", "{DD}"]), min_size=1, max_size=6
).flatmap(lambda parts: st.integers(0, len(parts)).map(lambda at: "".join([*parts[:at], "{##}", *parts[at:]])))
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 30))


@given(DATED, DAYS, st.integers(1, 99), st.data())
def test_whatever_a_layout_gives_is_read_as_its_own(pattern: str, day: date, value: int, data: st.DataObject) -> None:
    number = numbers.normal(numbers.rendered(pattern, day, value))
    assert re.match(readable(pattern), number)
    another_day = numbers.normal(numbers.rendered(pattern, day + timedelta(days=1), value))
    assert re.match(readable(pattern), another_day)
    literal = number[:-2] + "{##}"
    if pattern.endswith("{##}") and pattern.upper() != literal and number[-2:] != "00":
        assert collide(pattern, literal) or numbers.normal(pattern) == numbers.normal(literal)
