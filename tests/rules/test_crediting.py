"""A credit note against its invoice: which line it credits, what it takes off, and what it gives back to the order."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.companies.models import Company
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching import crediting
from counterfoil.lifecycle.matching.match_case import MatchCase

from .staged import TODAY, billed, figure, invoice, said

LINE, OTHER = said(), said()


def note(lines: list[InvoiceLine], **more: Any) -> MatchCase:
    """A credit note of these lines."""
    made = invoice(lines, **{"kind": "credit", "credits_number": "R1"} | more)
    return MatchCase(made, lines, Company(currency="EUR"), TODAY)


def found(match_case: MatchCase, bill: Invoice | None, invoice_lines: list[InvoiceLine]) -> list[tuple[Any, ...]]:
    partners = crediting._partners(match_case.lines, invoice_lines)
    return [(one.kind, one.expected, one.actual) for one in crediting._findings(match_case, bill, partners)]


@pytest.mark.parametrize(
    ("bill", "quantity", "claimed", "findings"),
    [
        ({}, 10, {}, []),
        ({}, 4, {}, []),
        ({"credited_amount": Decimal(600)}, 4, {}, []),
        ({"credited_amount": Decimal(601)}, 4, {}, [("credited", 399, 400)]),
        ({"state": "void"}, 4, {}, [("invoice_unknown", None, None)]),
        ({"state": "rejected"}, 4, {}, [("invoice_unknown", None, None)]),
        ({"state": "paid"}, 4, {}, []),
        ({"currency": "USD"}, 4, {}, [("currency", None, None)]),
        ({}, 4, {"total": Decimal(401)}, [("total", 400, 401)]),
        ({}, 11, {}, [("credited", 1000, 1100), ("credited", 1000, 1100)]),
        ({}, 11, {"gives_back": False}, [("credited", 1000, 1100)]),
        (
            {"currency": "USD"},
            11,
            {"total": Decimal(1)},
            [("total", 1100, 1), ("currency", None, None), ("credited", 1000, 1100)],
        ),
    ],
)
def test_what_stands_against_it(
    bill: dict[str, Any], quantity: int, claimed: dict[str, Any], findings: list[Any]
) -> None:
    invoice_lines = [billed(LINE)]
    match_case = note([billed(None, quantity)], **claimed)
    assert found(match_case, invoice(invoice_lines, **{"state": "matched"} | bill), invoice_lines) == findings


def test_how_much_too_much_is_said() -> None:
    invoice_lines = [billed(LINE)]
    match_case = note([billed(None, 11)])
    partners = crediting._partners(match_case.lines, invoice_lines)
    findings = list(crediting._findings(match_case, invoice(invoice_lines), partners))
    assert [(one.line_id, one.allowed, one.excess) for one in findings] == [
        (None, Decimal(1000), Decimal(100)),
        (match_case.lines[0].id, Decimal(1000), Decimal(100)),
    ]


def test_it_names_an_invoice() -> None:
    assert found(note([billed()]), None, []) == [("invoice_unknown", None, None)]


def test_two_rows_on_one_line_count_together() -> None:
    invoice_lines = [billed(LINE)]
    match_case = note([billed(None, 6), billed(None, 4)])
    assert found(match_case, invoice(invoice_lines), invoice_lines) == []
    match_case = note([billed(None, 6), billed(None, 3, 200)], total=Decimal(1000), net=Decimal(1000))
    assert found(match_case, invoice(invoice_lines), invoice_lines) == [("credited", 400, 600)]


@pytest.mark.parametrize(
    ("line", "invoice_lines", "partner"),
    [
        ({"names_line_id": OTHER.line_id}, [{"on": LINE}, {"on": OTHER}], 1),
        ({"names_line_id": OTHER.line_id}, [{"on": LINE}], 0),
        ({}, [{"on": LINE}], 0),
        ({"text": "Print"}, [{}, {"text": "Print"}], 1),
        ({"text": "Print", "unit": "DAY"}, [{"price": 90}, {"text": "Print"}], None),
        ({"text": "Less", "price": 90}, [{}, {"price": 90, "text": "Print"}], 1),
        ({"text": "Less"}, [{}, {"text": "Print"}], None),
        ({"text": "Less"}, [{"on": LINE}, {"text": "Print"}], None),
        ({}, [], None),
    ],
)
def test_which_line_it_credits(line: dict[str, Any], invoice_lines: list[dict[str, Any]], partner: int | None) -> None:
    match_case = note([billed(**line)])
    bills = [billed(**one) for one in invoice_lines]
    partners = crediting._partners(match_case.lines, bills)
    assert [bills.index(one) for _line, one in partners] == ([] if partner is None else [partner])
    kinds = [kind for kind, _expected, _actual in found(match_case, invoice(bills, total=Decimal(9999)), bills)]
    assert ("line_unknown" in kinds) == (partner is None)


@pytest.mark.parametrize(
    ("credited", "before", "gives_back", "quantity", "amount"),
    [
        ({"quantity": 4}, (0, 0), True, 4, 400),
        ({"quantity": 10}, (0, 0), True, 10, 1000),
        ({"quantity": 1, "price": 1000}, (0, 0), True, 10, 1000),
        ({"quantity": 10, "price": 5}, (0, 0), True, 0, 50),
        ({"quantity": 6}, (4, 400), True, 6, 600),
        ({"quantity": 4}, (0, 0), False, 0, 0),
        ({"quantity": 10, "amount": 0}, (0, 0), True, 0, 0),
        ({"quantity": 4, "amount": 300}, (0, 0), True, 0, 300),
        ({"quantity": 2}, (9, 700), True, 1, 200),
    ],
)
def test_what_it_gives_back(
    credited: dict[str, Any], before: Any, gives_back: bool, quantity: Any, amount: Any
) -> None:
    bill = billed(LINE, credited_quantity=before[0], credited_amount=before[1])
    line = billed(None, **credited)
    match_case = note([line], gives_back=gives_back, total=Decimal(1190))
    rows = crediting._rows(match_case.invoice, invoice([bill]), [(line, bill)], datetime(2026, 3, 2, tzinfo=UTC))
    assert [(row.quantity, row.amount, row.gross) for row in rows] == [(quantity, amount, Decimal(1190))]


@pytest.mark.parametrize(
    ("total", "bill", "amount"),
    [
        ("1000", {}, 1000),
        ("1190", {}, 1000),
        ("999.95", {}, 1000),  # what rounding leaves
        ("999.90", {}, "999.90"),
        ("0.10", {}, "0.10"),
        ("900", {"charges": Decimal(-100), "total": Decimal(900)}, 1000),  # the whole bill is worth less than its lines
        ("450", {"charges": Decimal(-100), "total": Decimal(900)}, 500),
        ("1000", {"charges": Decimal(100), "total": Decimal(1100)}, 1000),
    ],
)
def test_it_gives_back_no_more_than_it_takes_off(total: str, bill: dict[str, Any], amount: Any) -> None:
    bill_line, line = billed(LINE), billed()
    match_case = note([line], total=Decimal(total))
    credited = invoice([bill_line], **bill)
    [row] = crediting._rows(match_case.invoice, credited, [(line, bill_line)], datetime(2026, 3, 2, tzinfo=UTC))
    assert (row.amount, row.quantity) == (Decimal(amount), 10 if amount == 1000 else 0)
    assert bool(list(crediting._too_little(match_case, credited))) == (amount != 1000 or total == "999.95")


def test_lines_of_nothing_share_what_is_all_tax() -> None:
    assert crediting._shares(Decimal(5), [Decimal(0), Decimal(0)], "EUR") == [Decimal(0), Decimal(5)]


@given(amounts=st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=9), tax=st.integers(0, 10**5))
def test_the_shares_of_a_total_are_the_total(amounts: list[int], tax: int) -> None:
    figures = [figure(one).scaleb(-2) for one in amounts]
    total = sum(figures, Decimal(0)) + figure(tax).scaleb(-2)
    assert sum(crediting._shares(total, figures, "EUR")) == total
