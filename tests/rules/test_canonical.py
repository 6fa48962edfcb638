"""Equal content has one text and one hash, and different content never has the same."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.kernel.canonical import canonical, plain_decimal, sha256
from counterfoil.lifecycle.orders.values import OrderChanges


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [1, 2]}, '{"a":[1,2],"b":1}'),
        (Decimal("10.500000"), '"10.5"'),
        (Decimal("100"), '"100"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("0.000001"), '"0.000001"'),
        (Decimal("0.00"), '"0"'),
        (Decimal("-0.0"), '"0"'),
        (date(2026, 3, 2), '"2026-03-02"'),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), '"2026-03-02T09:00:00+00:00"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ("Größe", '"Größe"'),
        (None, "null"),
        (OrderChanges(title=None), '{"title":null}'),
        (OrderChanges(), "{}"),
    ],
)
def test_one_text(value: Any, text: str) -> None:
    assert canonical(value) == text


def test_what_has_no_form_is_an_error() -> None:
    with pytest.raises(TypeError, match="set has no canonical form"):
        canonical({1, 2})


def test_sha256() -> None:
    assert sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.decimals(-(10**12), 10**12, places=6))
def test_a_decimal_keeps_its_value(value: Decimal) -> None:
    text = plain_decimal(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not (("." in text) and text.endswith("0"))
