"""A match policy in words: each sentence says what the comparison does, in the reader's hand."""

from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.catalogue.tolerances import Tolerance
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.written import written_by
from counterfoil.insight.policies.matching import ATTRIBUTES, Said, in_words
from counterfoil.interfaces.web.wording import wording

TWO, TEN = Decimal("2.50"), Decimal("10.00")


def _sentence(attribute: str, *tolerance: Any, **more: Any) -> str:
    said = in_words(Said(is_default=True, tolerances={attribute: Tolerance(*tolerance, **more)}))
    return said[3]


@pytest.mark.parametrize(
    ("attribute", "tolerance", "direction", "words"),
    [
        ("unit_price", ("exact",), "both", "Unit price: exactly the order's price."),
        ("unit_price", ("exact",), "over", "Unit price: at most the order's price; less passes."),
        ("unit_price", ("unlimited",), "both", "Unit price: whatever is billed passes."),
        ("unit_price", ("percent", TWO), "both", "Unit price: may be up to 2.5 % above or below the order's price."),
        (
            "unit_price",
            ("amount", None, TEN),
            "over",
            "Unit price: may be up to 10 in the invoice's currency above the order's price; less passes.",
        ),
        (
            "unit_price",
            ("both", TWO, TEN),
            "over",
            "Unit price: may be up to 2.5 % or 10 in the invoice's currency, whichever is smaller, above the order's price; "
            "less passes.",
        ),
        (
            "total",
            ("either", TWO, TEN),
            "both",
            "Total with tax: may be up to 2.5 % or 10 in the invoice's currency, whichever is larger, above or below the sum of "
            "lines and tax.",
        ),
        # A quantity is billed part by part, tax and charges may be left out: less passes whatever the direction says.
        (
            "quantity",
            ("amount", None, Decimal(1)),
            "both",
            "Quantity: may be up to 1 units above what is left of the order, or of what was accepted; less passes.",
        ),
        ("tax", ("exact",), "both", "Tax: at most what the accepted rates give; less passes."),
        ("charges", ("exact",), "both", "Charges: at most nothing, since orders name none; less passes."),
    ],
)
def test_a_tolerance_is_a_sentence(attribute: str, tolerance: tuple[Any, ...], direction: str, words: str) -> None:
    assert _sentence(attribute, *tolerance, direction=direction) == words


def test_it_is_in_the_readers_hand() -> None:
    with written_by(wording(Company(locale="de", timezone="UTC"))):
        assert "bis" not in _sentence("unit_price", "percent", TWO)
        assert "up to 2,5 %" in _sentence("unit_price", "percent", TWO)


def test_what_is_left_to_others_is_said_too() -> None:
    ours, theirs = in_words(Said(is_default=True)), in_words(Said())
    assert ours[:3] == [
        "Invoices are compared with the order and with what was accepted (three-way).",
        "Nothing is billed above the order.",
        "The tax rates of your country and of the contractor's are accepted.",
    ]
    assert ours[3] == f"Exact, because nothing is said of it: {', '.join(str(one) for one in ATTRIBUTES[:-1])}."
    assert "five of the currency's smallest coins" in ours[4]
    assert theirs[0] == "Whether evidence has to be accepted first is left to the company's own policy."
    assert theirs[1].startswith("Left to the company's own policy, and exact where that says nothing: Quantity, ")
    assert len(theirs) == 2


def test_ways_allowance_and_rates_are_said() -> None:
    said = Said(2, Decimal(5), [Decimal(0), Decimal("7.5")], tolerances={"small_difference": Tolerance("exact")})
    assert in_words(said)[:4] == [
        "Invoices are compared with the order alone (two-way); no evidence is asked for.",
        "Orders are approved with 5 % above them, and so much may be billed.",
        "Tax is accepted at: 0 %, 7.5 %.",
        "Not even what rounding leaves passes.",
    ]
