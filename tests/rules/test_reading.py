"""How a purchase order number is read: literally first, then without label and revision, and never guessed."""

import pytest

from counterfoil.lifecycle.orders.reading import is_placeholder, names_meant, near_misses, readings


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("", True),
        (" ", True),
        ("-", True),
        ("NA", True),
        ("n/a", True),
        ("N. A.", True),
        ("none", True),
        ("nil", True),
        ("null", True),
        ("TBA", True),
        ("tbd", True),
        ("not available", True),
        ("Not applicable", True),
        ("0", True),
        ("0000", True),
        ("0-0", True),
        ("10", False),
        ("PO-0", False),
        ("see contract", False),
        ("NA-1", False),
        ("None-such 7", False),
    ],
)
@pytest.mark.req(63)
def test_placeholders(text: str, empty: bool) -> None:
    assert is_placeholder(text) == empty


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("PO-2026-00001", ["PO202600001", "202600001"]),
        ("po 2026 00001", ["PO202600001", "202600001"]),
        ("PO no. PO-2026-00001", ["PONOPO202600001", "PO202600001"]),
        ("Purchase Order Number: X7", ["PURCHASEORDERNUMBERX7", "X7"]),
        ("Order #X7", ["ORDERX7", "X7"]),
        ("P.O. X7", ["POX7", "X7"]),
        ("Nr. X7", ["NRX7", "X7"]),
        ("X7 rev. 2", ["X7REV2", "X7"]),
        ("X7 revision 12", ["X7REVISION12", "X7"]),
        ("X7 v2", ["X7V2", "X7"]),
        ("X7-2", ["X72", "X7"]),
        ("X7-2026", ["X72026"]),
        ("X7 (second part)", ["X7SECONDPART", "X7"]),
        ("No. X7, rev 3", ["NOX7REV3", "X7REV3", "NOX7", "X7"]),
        ("see contract", ["SEECONTRACT"]),
        ("n/a", []),
        ("", []),
        ("PO no.", ["PONO"]),
    ],
)
@pytest.mark.req(63)
def test_readings(text: str, read: list[str]) -> None:
    assert readings(text) == read


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("PO-2026-00012", ["PO-2026-00021", "PO-2026-00011"]),
        ("P0-2026-00011", ["PO-2026-00011", "PO-2026-00021"]),
        ("something else", []),
    ],
)
def test_near_misses_are_suggestions(text: str, near: list[str]) -> None:
    found = near_misses(text, ["PO-2026-00011", "PO-2026-00021", "X-7"])
    assert sorted(found) == sorted(near)


def test_no_more_than_three_are_suggested() -> None:
    assert len(near_misses("PO-2026-00010", [f"PO-2026-0001{digit}" for digit in range(1, 10)])) == 3


@pytest.mark.req(137)
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("X7-2", {"X72": 0, "X7": 2}),
        ("POAB-0001", {"POAB0001": 0, "POAB-0001": 1, "AB0001": 2}),
        ("Order POAB-0001 rev. 2", {"ORDERPOAB0001REV2": 0, "POAB-0001": 2}),
        ("PO-2026-00001", {"PO202600001": 0, "PO20260-0001": 1}),
        ("n/a", {}),
    ],
)
def test_the_nearer_to_the_letter_the_better(text: str, names: dict[str, int]) -> None:
    meant = names_meant(text)
    assert {name: meant.get(name) for name in names} == names
    assert text != "n/a" or not meant
