"""Every unit has its words, for one and for many."""

from decimal import Decimal

import pytest

from counterfoil.foundation.catalogue.units import UNITS, counted


@pytest.mark.parametrize(
    ("code", "quantity", "words"),
    [
        ("HUR", "1", "hour"),
        ("HUR", "1.000000", "hour"),
        ("HUR", "10", "hours"),
        ("HUR", "0.5", "hours"),
        ("HUR", "1.5", "hours"),
        ("LS", "1", "lump sum"),
        ("P1", "19", "per cent"),
        ("EA", "3", "each"),
    ],
)
def test_a_quantity_has_its_word(code: str, quantity: str, words: str) -> None:
    assert counted(code, Decimal(quantity)) == words


@pytest.mark.parametrize("code", sorted(UNITS))
def test_one_of_each_is_called_as_the_unit_is(code: str) -> None:
    assert counted(code, Decimal(1)) == UNITS[code]
