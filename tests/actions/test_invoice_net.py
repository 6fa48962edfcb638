"""An invoice against an order with discounts, markups, taxes and adjustments: net with net, tax with the order's own taxes."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast, line
from .billing import accepted, exception_of, invoice_lines_of, invoice_of, kinds_of, received, settled
from .ordering import order_of
from .test_order_charges import discount, tax


def ordered(cast: Cast, **more: Any) -> UUID:
    """10 × 100.00, less 10 %, plus 5 %, taxes of 20 and 5 %, a courier for 12.50: 950.00 net, 1200.00 in all."""
    picked: dict[str, Any] = {
        "discounts": [discount(cast, "-10"), discount(cast, "5")],
        "taxes": [tax(cast, "20"), tax(cast, "5")],
        "adjustments": [{"words": "Courier", "amount": "12.50"}],
    }
    order_id = cast.issued(**picked | more)
    accepted(cast, order_id)
    return order_id


def billed(price: Any = "100.00", quantity: Any = 10, **more: Any) -> dict[str, Any]:
    return {"lines": [{"text": "Layout", "quantity": quantity, "unit": "HUR", "unit_price": price} | more]}


AS_ORDERED = billed() | {"charges": Decimal("-37.50"), "tax": Decimal("237.50"), "total": Decimal("1200.00")}
NET_PRICES = billed("95.00") | {"charges": Decimal("12.50"), "tax": Decimal("237.50"), "total": Decimal("1200.00")}
ON_THE_LINE = billed(charges=Decimal("-50")) | {
    "charges": Decimal("12.50"),
    "tax": Decimal("237.50"),
    "total": Decimal("1200.00"),
}
WITHOUT_COURIER = billed() | {"charges": Decimal("-50"), "tax": Decimal("237.50"), "total": Decimal("1187.50")}


@pytest.mark.req(147, 150, 160)
@pytest.mark.parametrize(
    ("paper", "covered", "charged"),
    [
        (AS_ORDERED, "950.00", "12.50"),
        (NET_PRICES, "950.00", "12.50"),
        (ON_THE_LINE, "950.00", "12.50"),
        (WITHOUT_COURIER, "950.00", "0.00"),
    ],
    ids=["as ordered", "at net prices", "on the line", "without the adjustment"],
)
def test_however_the_discount_is_printed_it_is_the_same_claim(
    cast: Cast, paper: dict[str, Any], covered: str, charged: str
) -> None:
    order_id = ordered(cast)
    answer = received(cast, order_id, **paper)
    assert (answer["state"], kinds_of(cast, answer["id"])) == ("matched", [])
    order = order_of(cast, order_id)
    assert (f"{order.covered_amount:.2f}", f"{order.charged_amount:.2f}") == (covered, charged)
    settled(cast, UUID(answer["id"]))
    net = Decimal(covered) + Decimal(charged)
    assert order_of(cast, order_id).released_amount == net
    assert verify(cast.company_id).findings == []


@pytest.mark.parametrize(
    ("paper", "kinds"),
    [
        (billed() | {"tax": Decimal(250), "total": Decimal(1250)}, ["price"]),
        (AS_ORDERED | {"tax": Decimal("237.53"), "total": Decimal("1200.03")}, ["tax"]),
        (AS_ORDERED | {"charges": Decimal("-20.00"), "total": Decimal("1217.50")}, ["price"]),
        (NET_PRICES | {"charges": Decimal("13.50"), "total": Decimal("1201.00")}, ["ceiling", "charges"]),
        (NET_PRICES | billed("96.00") | {"total": Decimal(1210)}, ["ceiling", "price"]),
    ],
)
def test_what_was_not_agreed_is_found(cast: Cast, paper: dict[str, Any], kinds: list[str]) -> None:
    order_id = ordered(cast)
    answer = received(cast, order_id, **paper)
    assert answer["state"] == "disputed"
    assert set(kinds) <= set(kinds_of(cast, answer["id"])), kinds_of(cast, answer["id"])


def test_a_price_without_the_discount_says_what_was_agreed(cast: Cast) -> None:
    answer = received(cast, ordered(cast), **billed(quantity=5), tax=Decimal(125), total=Decimal(625))
    found = exception_of(cast, answer["id"], "price")
    assert (found.expected, found.actual) == (Decimal(95), Decimal(100))


def test_parts_take_their_share(cast: Cast) -> None:
    order_id = ordered(cast, adjustments=[])
    for number, quantity in (("R-1", 3), ("R-2", 7)):
        net = Decimal(95) * quantity
        paper = billed(quantity=quantity) | {"charges": Decimal(-5) * quantity}
        answer = received(cast, order_id, number=number, tax=net / 4, total=net * 5 / 4, **paper)
        assert (answer["state"], kinds_of(cast, answer["id"])) == ("matched", [])
    order = order_of(cast, order_id)
    assert (order.covered_amount, order.limit_amount) == (Decimal(950), Decimal(950))
    assert received(cast, order_id, number="R-3", **billed("0.01", 1))["state"] == "disputed"
    assert verify(cast.company_id).findings == []


def test_lines_that_are_free_of_tax(cast: Cast) -> None:
    lines = [line(10, "100.00", tax_exempt=True), line(1, "50.00", text="Proofs", unit="C62")]
    order_id = cast.issued(taxes=[tax(cast, "20")], lines=lines)
    accepted(cast, order_id)
    taxed = billed() | {"tax": Decimal(200), "total": Decimal(1200)}
    answer = received(cast, order_id, **taxed)
    assert kinds_of(cast, answer["id"]) == ["tax"]
    assert received(cast, order_id, number="R-2", **billed())["state"] == "matched"


def test_a_discount_of_the_line_itself(cast: Cast) -> None:
    order_id = cast.issued(lines=[line(10, "230.00", discount="-30")])
    accepted(cast, order_id)
    for number, total, paper in (
        ("R-1", "161.00", billed("161.00", 1)),
        ("R-2", "322.00", billed("230.00", 2, charges=Decimal(-138))),
        ("R-3", "483.00", billed("230.00", 3, amount=Decimal(483))),
    ):
        answer = received(cast, order_id, number=number, total=Decimal(total), **paper)
        assert (answer["state"], kinds_of(cast, answer["id"])) == ("matched", []), number
    dear = received(cast, order_id, number="R-4", **billed("230.00", 4))
    assert "price" in kinds_of(cast, dear["id"])
    assert [f"{one.covered_amount:.2f}" for one in invoice_lines_of(cast, answer["id"])] == ["483.00"]


def test_an_allowance_is_covered_off_and_credited_with_the_rest(cast: Cast) -> None:
    order_id = ordered(cast)
    first = UUID(received(cast, order_id, **AS_ORDERED)["id"])
    credit = {"kind": "credit", "credits": "R-1", "number": "G-1"} | AS_ORDERED
    received(cast, order_id, **credit)
    assert invoice_of(cast, first).state == "credited"
    assert order_of(cast, order_id).covered_amount == 0
    assert verify(cast.company_id).findings == []


def test_a_negative_adjustment_lowers_what_can_be_billed(cast: Cast) -> None:
    order_id = ordered(cast, discounts=[], taxes=[], adjustments=[{"words": "Rebate", "amount": "-100"}])
    full = received(cast, order_id, **billed())
    assert "ceiling" in kinds_of(cast, full["id"])
    matching.reject(by=cast.petra, at=NOW, invoice_id=UUID(full["id"]), reason="The rebate is missing")
    answer = received(cast, order_id, number="R-2", **billed(), charges=Decimal(-100), total=Decimal(900))
    assert (answer["state"], kinds_of(cast, answer["id"])) == ("matched", [])
    payments.release(by=cast.fay, at=NOW, invoice_id=UUID(answer["id"]))
    assert order_of(cast, order_id).released_amount == 900
    assert verify(cast.company_id).findings == []
