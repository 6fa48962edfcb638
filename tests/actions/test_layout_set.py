"""layout.set: how the next numbers look."""

from typing import Any

import pytest
from pydantic import ValidationError

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.lifecycle.orders.actions.set_layout import LayoutValues, set_layout
from counterfoil.lifecycle.orders.layouts import pattern_of
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.numbers import DEFAULT_PATTERN

from ..cast import NOW, Cast
from .verb import Given, VerbTests, refused


class TestSetLayout(VerbTests):
    verb, who, wrong, stranger_finds_nothing = "layout.set", "iris", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"values": LayoutValues(pattern="B{YYYY}-{####}")}

    def otherwise(self, given: Given) -> Given:
        return {"values": LayoutValues(pattern="C{YYYY}-{####}")}


def layout(cast: Cast, pattern: str, **more: Any) -> dict[str, Any]:
    return set_layout(by=cast.iris, at=NOW, values=LayoutValues(pattern=pattern, **more))


def test_works_and_versions_count_up(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        assert pattern_of(cast.company_id) == DEFAULT_PATTERN
    assert [layout(cast, "A{##}")["version"], layout(cast, "B{##}")["version"]] == [1, 2]
    with scope.reading(cast.company_id):
        assert pattern_of(cast.company_id) == "B{##}"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("PO-{YYYY}", "layout_digits"),
        ("PO-{##}-{##}", "layout_digits"),
        ("PO-{QQ}-{##}", "layout_token"),
        ("PO-{yyyy}-{##}", "layout_token"),
        ("PÖ-{##}", "layout_text"),
        ("PO-{MM}-{##}", "layout_repeats"),
        ("PO-{YYYY}{DD}-{##}", "layout_repeats"),
        ("PO-{YYYY}-{############################}", "layout_long"),
    ],
)
def test_patterns_that_can_not_be(cast: Cast, pattern: str, reason: str) -> None:
    assert refused(cast, lambda: layout(cast, pattern)) == [reason]


def test_every_reason_is_given(cast: Cast) -> None:
    assert refused(cast, lambda: layout(cast, "Ä{MM}{x}", longest=3)) == [
        "layout_digits",
        "layout_token",
        "layout_repeats",
        "layout_text",
        "layout_long",
    ]


@pytest.mark.parametrize("wrong", [{"pattern": ""}, {"pattern": "a\x00{#}"}, {"longest": 0}, {"longest": 61}])
def test_values_that_can_not_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LayoutValues.model_validate({"pattern": "A{#}"} | wrong)


@pytest.mark.req(90)
def test_a_layout_that_could_give_another_s_number_is_refused_by_its_name(cast: Cast) -> None:
    layout(cast, "A-{##}")
    assert refused(cast, lambda: layout(cast, "A1-{#}")) == ["layout_collides"]
    with pytest.raises(Refused, match=r"numbers of the layout A-\{##\}"):
        layout(cast, "A1-{#}")
    layout(cast, "A1-{##}")


def test_the_one_that_every_company_starts_with_counts_too(cast: Cast) -> None:
    assert refused(cast, lambda: layout(cast, "PO2026/{#####}")) == ["layout_collides"]


def test_a_layout_that_dealt_a_number_once_is_compared_for_good(cast: Cast) -> None:
    layout(cast, "A-{##}")
    cast.issued()
    layout(cast, "B-{##}")
    assert refused(cast, lambda: layout(cast, "A1-{#}")) == ["layout_collides"]


def test_a_layout_that_never_dealt_one_and_stands_no_more_is_in_nobody_s_way(cast: Cast) -> None:
    layout(cast, "A-{##}")
    layout(cast, "B-{##}")
    assert layout(cast, "A1-{#}")["version"] == 3
    with scope.reading(cast.company_id):
        assert pattern_of(cast.company_id) == "A1-{#}"


def test_a_layout_may_come_back_or_change_its_signs(cast: Cast) -> None:
    """It counts on with the same counter, so no number comes twice."""
    numbers = []
    for pattern in ("A-{##}", "B-{##}", "A-{##}", "a/{##}"):
        layout(cast, pattern)
        cast.issued()
        with scope.reading(cast.company_id):
            numbers.append(Order.objects.order_by("-id").values_list("number", flat=True).first())
    assert numbers == ["A-01", "B-02", "A-03", "a/04"]


def test_every_layout_in_the_way_is_named(cast: Cast) -> None:
    for pattern in ("1-{##}", "2-{##}"):
        layout(cast, pattern)
        cast.issued()
    assert refused(cast, lambda: layout(cast, "{###}")) == ["layout_collides", "layout_collides"]
