"""What a change by its minter may do to a loaded order: tables of cases."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.lifecycle.orders import loaded_rules
from counterfoil.lifecycle.orders.models import OrderLine, RevisionLine
from counterfoil.lifecycle.orders.versions import Issued

from .staged import figure, keys, order

WORTH = {"line": "1", "amount": "180.00", "worth": "270.00", "currency": "EUR"}


def line(**more: Any) -> OrderLine:
    """A line of which nothing is accepted or invoiced, or as much as a test says."""
    return OrderLine(position=1, **{name: figure(value) for name, value in more.items()})


def says(quantity: Any, price: Any, amount: Any) -> RevisionLine:
    """What the next version says of it."""
    return RevisionLine(quantity=Decimal(quantity), unit_price=Decimal(price), amount=Decimal(amount))


@pytest.mark.parametrize(
    ("stands", "net", "reasons"),
    [
        ({}, 1, []),
        ({"covered_amount": 90}, 90, []),
        ({"covered_amount": 90}, 89, ["below_invoiced"]),
        ({"covered_amount": 40, "released_amount": 90}, 90, []),
        ({"covered_amount": 40, "released_amount": 90}, 89, ["below_released"]),
        ({"accepted_amount": 90}, 90, []),
        ({"accepted_amount": 90}, 89, ["below_accepted"]),
        ({"accepted_amount": 90, "covered_amount": 80}, 79, ["below_accepted", "below_invoiced"]),
        ({"state": "closed"}, 100, ["wrong_state"]),
    ],
)
def test_the_total_goes_not_below_what_is_accepted_or_invoiced(
    stands: dict[str, Any], net: int, reasons: list[str]
) -> None:
    amounts = {name: value if name == "state" else figure(value) for name, value in stands.items()}
    assert keys(loaded_rules.restate(order(origin="loaded", **amounts), figure(net), {})) == reasons


@pytest.mark.parametrize(
    ("stands", "after", "reasons"),
    [
        ({}, says(1, 1, 1), []),
        ({}, None, []),
        ({"covered_quantity": 90, "covered_amount": 90}, says(90, 1, 90), []),
        ({"covered_quantity": 90, "covered_amount": 90}, says(89, "1.02", 91), ["below_used"]),
        ({"covered_quantity": 90, "covered_amount": 90}, says(100, "0.89", 89), ["below_used"]),
        ({"covered_quantity": 90, "covered_amount": 90}, None, ["below_used"]),
        ({"accepted_quantity": 90, "accepted_amount": 180}, says(90, 2, 180), []),
        ({"accepted_quantity": 90, "accepted_amount": 180}, says(89, 2, 180), ["below_used", "accepted_worth"]),
        ({"accepted_quantity": 90, "accepted_amount": 180}, says(100, 3, 300), ["accepted_worth"]),
        ({"accepted_quantity": 90, "accepted_amount": 180}, says(100, 1, 100), ["below_used", "accepted_worth"]),
        ({"accepted_quantity": 90, "accepted_amount": 180}, None, ["below_used"]),
    ],
)
def test_a_line_goes_not_below_what_is_used_of_it(stands: Any, after: RevisionLine | None, reasons: list[str]) -> None:
    assert keys(loaded_rules.restate(order(origin="loaded"), figure(1000), {line(**stands): after})) == reasons


def test_both_amounts_are_named() -> None:
    accepted = line(accepted_quantity=90, accepted_amount=180)
    found = loaded_rules.restate(order(origin="loaded"), figure(1000), {accepted: says(100, 3, 300)})
    assert [one.as_data()["params"] for one in found] == [WORTH]
    below = loaded_rules.restate(order(origin="loaded"), figure(1000), {accepted: None})
    assert below[0].words == "Line 1 would order 0 for 0.00 EUR, and 90 for 180.00 EUR are accepted or invoiced."


@pytest.mark.parametrize(
    ("change", "stands", "words"),
    [
        ((2, "9"), (3, "1"), "It is of 2026-03-02, and the version of the order that stands is of 2026-03-03."),
        ((3, "1"), (3, "2"), "It is change 1 of its order, and change 2 stands."),
    ],
)
def test_an_older_change_is_told_from_the_newer(change: tuple[int, str], stands: tuple[int, str], words: str) -> None:
    older, newer = (Issued(date(2026, 3, day), sequence) for day, sequence in (change, stands))
    assert [one.words for one in loaded_rules.later(older, newer)] == [words]
    assert loaded_rules.later(newer, older) == []
