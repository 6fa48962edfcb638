"""What an invoice says of itself, in figures: totals, charges, rounding, tax, and what rounding leaves."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.matching.comparing import compare
from counterfoil.lifecycle.matching.documents import document
from counterfoil.lifecycle.matching.match_case import Booked

from .staged import TODAY, billed, kinds, order, policies, policy, said, staged, tolerance

LATER = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ({}, []),
        ({"issued_on": LATER}, [("date", "2026-03-03", None)]),
        ({"total": Decimal("1000.01")}, []),
        ({"total": Decimal("999.99")}, []),
        ({"total": Decimal("1000.02")}, [("total", "", Decimal("0.02"))]),
        ({"total": Decimal("999.98")}, [("total", "", Decimal("-0.02"))]),
        ({"rounding": Decimal("0.01"), "total": Decimal("1000.01")}, []),
        ({"rounding": Decimal("0.99"), "total": Decimal("1000.99")}, [("charges", "", Decimal("0.99"))]),
        ({"rounding": Decimal("-0.99"), "total": Decimal("999.01")}, []),
        ({"charges": Decimal(5), "total": Decimal(1005)}, [("charges", "", Decimal(5))]),
        ({"charges": Decimal(-100), "total": Decimal(900)}, []),
        ({"prepaid": Decimal(100), "total": Decimal(900)}, []),
        ({"tax": Decimal("190.01"), "total": Decimal("1190.01")}, []),
        ({"tax": Decimal("190.02"), "total": Decimal("1190.02")}, [("tax", "", Decimal("0.02"))]),
        ({"tax": Decimal(300), "total": Decimal(1300)}, [("tax", "", Decimal(110))]),
        ({"tax": Decimal(100), "tax_rates": [Decimal(7), Decimal(19)], "total": Decimal(1100)}, []),
        ({"tax": Decimal(100), "tax_rates": [Decimal(10)], "total": Decimal(1100)}, [("tax", "10 %", Decimal(0))]),
        ({"tax": Decimal(190), "total": Decimal(1190)}, []),
        ({"tax": Decimal(190)}, [("total", "", Decimal(-190))]),
        ({"issued_on": LATER, "tax": Decimal(1)}, [("date", "2026-03-03", None), ("total", "", Decimal(-1))]),
    ],
)
@pytest.mark.req(81)
def test_the_document_by_itself(claimed: dict[str, Any], found: list[Any]) -> None:
    line = said()
    findings = document(staged([billed(line)], [line], invoice=claimed))
    assert [(one.kind, one.note, one.excess) for one in findings] == found


@pytest.mark.parametrize(
    ("attribute", "amount", "claimed"),
    [
        ("total", "1.00", {"total": Decimal(1001)}),
        ("total", "1.00", {"total": Decimal(999)}),
        ("charges", "5.00", {"charges": Decimal(5), "total": Decimal(1005)}),
        ("charges", "0.99", {"rounding": Decimal("0.99"), "total": Decimal("1000.99")}),
        ("tax", "10.00", {"tax": Decimal(200), "total": Decimal(1200)}),
        ("small_difference", "0.04", {"total": Decimal("1000.04")}),
    ],
)
def test_sums_charges_and_tax_are_compared_by_policy(attribute: str, amount: str, claimed: dict[str, Any]) -> None:
    line = said()
    exactly = policies(policy(tolerance(attribute, "amount", None, amount)))
    less = policies(policy(tolerance(attribute, "amount", None, Decimal(amount) - Decimal("0.03"))))
    assert list(document(staged([billed(line)], [line], invoice=claimed, policies=exactly))) == []
    assert len(list(document(staged([billed(line)], [line], invoice=claimed, policies=less)))) == 1


@pytest.mark.parametrize(
    ("country", "theirs", "named", "tax", "found"),
    [
        ("DE", "", None, 190, []),
        ("DE", "", None, 200, ["tax"]),
        ("DE", "AT", None, 200, []),
        ("", "", None, 270, []),
        ("", "", None, 300, ["tax"]),
        ("XX", "", None, 270, []),
        ("DE", "", ["0"], 190, ["tax"]),
        ("DE", "", ["0", "30"], 300, []),
    ],
)
def test_tax_is_compared_with_the_rates_that_are_accepted(
    country: str, theirs: str, named: list[str] | None, tax: int, found: list[str]
) -> None:
    line, rates = said(), named and [Decimal(rate) for rate in named]
    claimed = {"tax": Decimal(tax), "total": Decimal(1000 + tax), "contractor": Contractor(country=theirs)}
    match_case = staged(
        [billed(line)], [line], country=country, invoice=claimed, policies=policies(policy(tax_rates=rates))
    )
    assert kinds(list(document(match_case))) == found


def test_parts_that_were_rounded_one_by_one_are_no_variance() -> None:
    """Two halves of 3 × 33.35 are 50.03 each: over by a cent that rounding made, and no second one."""
    line = said(3, "33.35", covered=("1.5", "50.03"))
    ordered = order(covered_amount=Decimal("50.03"), limit_amount=Decimal("100.05"))
    booked = {line.line_id: Booked(1)}
    half = staged([billed(line, "1.5", "33.35")], [line], ordered=ordered, booked=booked)
    assert compare(half) == []
    booked = {line.line_id: Booked(1, Decimal("0.01"))}
    assert kinds(compare(staged([billed(line, "1.5", "33.35")], [line], ordered=ordered, booked=booked))) == ["ceiling"]


def test_small_differences_stay_small_over_all_invoices_of_an_order() -> None:
    line = said(10, "1.00", covered=(9, "10.00"))
    ordered = order(covered_amount=Decimal(10), limit_amount=Decimal(10), small_amount=Decimal("0.10"))
    booked = {line.line_id: Booked(40)}
    one = staged([billed(line, "0.01", "1.00")], [line], ordered=ordered, booked=booked)
    assert "ceiling" in kinds(compare(one))
