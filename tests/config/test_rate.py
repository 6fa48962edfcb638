"""How a rate is written, and that another writing is refused before anything is served."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from counterfoil.config.settings import rate


@pytest.mark.parametrize(
    ("text", "read"), [("600/m", (600, 60)), ("5/s", (5, 1)), ("1/h", (1, 3_600)), ("9/d", (9, 86_400)), ("", (0, 60))]
)
def test_what_a_rate_says(text: str, read: tuple[int, int]) -> None:
    assert rate(text) == read


@pytest.mark.parametrize("text", ["600", "m", "0/m", "-1/m", "600/w", "600/m ", "6e2/m"])
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Write it as 600/m"):
        rate(text)
