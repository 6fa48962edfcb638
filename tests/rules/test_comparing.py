"""What does not fit between an invoice, its order and the evidence: one row per case, with its figures."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.matching.comparing import charged_price, compare
from counterfoil.lifecycle.matching.documents import document

from .staged import ENGAGEMENT, TODAY, billed, kinds, order, piece, policies, policy, said, staged, tolerance

LATER = TODAY + timedelta(days=1)

ANOTHER = new_id()


def test_what_fits_finds_nothing() -> None:
    line = said()
    assert compare(staged([billed(line)], [line])) == []


def test_what_came_before_under_another_number_is_named() -> None:
    match_case = staged([], [], invoice={"alike": ["R-02", "R-002"]})
    assert [(one.kind, one.note) for one in document(match_case)] == [("duplicate", "R-002, R-02")]


@pytest.mark.parametrize(
    ("quoted", "near", "kind", "note"),
    [
        ("", [], "order_missing", ""),
        ("n/a", ["PO-1"], "order_missing", ""),
        ("PO-9", [], "order_unknown", "“PO-9”"),
        ("PO-9", ["PO-8", "PO-7"], "order_unknown", "“PO-9” (≈ PO-8, PO-7)"),
    ],
)
def test_without_an_order(quoted: str, near: list[str], kind: str, note: str) -> None:
    match_case = staged([billed()], [], invoice={"quoted": quoted}, near=near)
    match_case.order = None
    assert [(one.kind, one.note) for one in compare(match_case)] == [(kind, note)]


@pytest.mark.parametrize(
    ("ordered", "claimed", "found"),
    [
        ({"state": "closed"}, {}, ["order_not_open"]),
        ({"state": "cancelled"}, {}, ["order_not_open"]),
        ({}, {"engagement_id": None}, []),
        ({}, {"engagement_id": ANOTHER}, ["coding"]),
        ({}, {"engagement_id": ENGAGEMENT}, []),
        ({}, {"currency": "USD"}, ["currency"]),
        ({"issued_on": TODAY}, {}, []),
        ({"issued_on": None}, {}, []),
        ({"issued_on": LATER}, {}, ["approval_late"]),
        ({"state": "closed"}, {"engagement_id": ANOTHER, "currency": "USD"}, ["order_not_open", "coding", "currency"]),
    ],
)
def test_the_order(ordered: dict[str, Any], claimed: dict[str, Any], found: list[str]) -> None:
    line = said()
    assert kinds(compare(staged([billed(line)], [line], ordered=order(**ordered), invoice=claimed))) == found


def test_in_another_currency_no_figures_are_compared() -> None:
    line = said()
    match_case = staged([billed(line, quantity=11, price=900)], [line], invoice={"currency": "USD"})
    assert kinds(compare(match_case)) == ["currency"]


def test_every_hold_is_named() -> None:
    line = said()
    held = [Reason("on_hold", "One."), Reason("on_hold", "Two.")]
    assert [(one.kind, one.note) for one in compare(staged([billed(line)], [line], held=held))] == [
        ("hold", "One. Two.")
    ]


@pytest.mark.parametrize(
    ("says", "bills", "found"),
    [
        ({}, {"unit": "DAY"}, [("unit", None, None, None)]),
        ({"unit": ""}, {"unit": "DAY"}, []),
        ({}, {"unit": ""}, [("unit", None, None, None)]),
        ({}, {"quantity": 9, "price": "100.01"}, [("price", "100", "100.01", "0.01")]),
        ({}, {"price": "99.99"}, [("price", "100", "99.99", "-0.01")]),
        ({}, {"quantity": 9, "amount": "900.01"}, [("line_amount", "900", "900.01", "0.01")]),
        ({}, {"amount": "999.99"}, [("line_amount", "1000", "999.99", "-0.01")]),
        ({}, {"quantity": 4}, []),
        ({"accepted": 4}, {"quantity": 4}, []),
        ({"accepted": 4}, {"quantity": "4.000001"}, [("quantity", "4", "4.000001", "0.000001")]),
        ({"accepted": 0}, {"quantity": 1}, [("evidence_missing", "0", "1", "1")]),
        ({"accepted": 12, "limit": (12, 1200)}, {"quantity": 11}, [("quantity", "10", "11", "1")]),
        ({"covered": (6, 600)}, {"quantity": 4}, []),
        ({"covered": (6, 600), "limit": (20, 2000)}, {"quantity": 5}, [("quantity", "10", "11", "1")]),
        ({"covered": (4, 400)}, {"quantity": 4, "covered_quantity": 4, "covered_amount": 400}, []),
        ({"covered": (10, 1000)}, {"quantity": 10, "covered_quantity": 10, "covered_amount": 1000}, []),
        ({}, {"quantity": 12, "credited_quantity": 2, "credited_amount": 200}, []),
        ({"accepted": 0}, {"price": 110, "credited_quantity": 10, "credited_amount": 1100}, []),
        ({}, {"unit": "DAY", "credited_quantity": 10, "credited_amount": 900}, [("unit", None, None, None)]),
        ({}, {"unit": "DAY", "price": 0}, [("unit", None, None, None), ("price", "100", "0", "-100")]),
        ({"limit": (10, 999)}, {}, [("ceiling", "999", "1000", "1")]),
        ({"limit": (9, 1000)}, {}, [("ceiling", "9", "10", "1")]),
        ({"limit": (9, 999)}, {}, [("ceiling", "999", "1000", "1")]),
    ],
)
def test_a_line(says: dict[str, Any], bills: dict[str, Any], found: list[Any]) -> None:
    line = said(**says)
    findings = compare(staged([billed(line, **bills)], [line], ordered=order(limit_amount=Decimal(9999))))
    assert [(one.kind, one.expected, one.actual, one.excess) for one in findings] == [
        (kind, *(None if text is None else Decimal(text) for text in figures)) for kind, *figures in found
    ]


def test_all_that_does_not_fit_comes_together() -> None:
    line = said(accepted=4)
    bad = billed(line, quantity=11, price=110, unit="DAY", amount="1210.01")
    found = compare(staged([bad], [line], invoice={"issued_on": LATER}, ends_on=date(2026, 3, 1)))
    assert kinds(found) == ["date", "unit", "price", "line_amount", "quantity", "ceiling", "expired", "ceiling"]
    assert [one.note for one in found if one.kind in ("quantity", "ceiling")] == ["accepted", "line", "order"]


def test_two_rows_on_one_line_count_together() -> None:
    line = said()
    found = compare(staged([billed(line, 6), billed(line, 5)], [line], ordered=order(limit_amount=Decimal(2000))))
    assert [(one.kind, one.actual) for one in found] == [("quantity", Decimal(11)), ("ceiling", Decimal(1100))]


def test_an_unpaired_line_stops_nothing_but_itself() -> None:
    line = said()
    stray = billed(None, 1, 1)
    found = compare(staged([stray, billed(line, 4)], [line]))
    assert [(one.kind, one.line_id) for one in found] == [("line_unknown", stray.id)]


@pytest.mark.parametrize(
    ("covered", "own", "quantity", "over"),
    [
        (0, 0, 10, None),
        (400, 0, 6, None),
        (400, 0, "6.01", Decimal(1)),
        (1000, 1000, 10, None),
        (1000, 900, 10, Decimal(100)),
    ],
)
def test_the_ceiling_of_the_order(covered: int, own: int, quantity: Any, over: Decimal | None) -> None:
    line = said(limit=(100, 10000), accepted=100, quantity=100)
    whole = order(covered_amount=Decimal(covered))
    found = compare(staged([billed(line, quantity, covered_amount=own)], [line], ordered=whole))
    assert [one.excess for one in found if one.kind == "ceiling"] == ([] if over is None else [over])


@pytest.mark.parametrize(
    ("ways", "accepted", "quantity", "found"),
    [(2, 0, 10, []), (3, 0, 10, ["evidence_missing"]), (None, 0, 10, ["evidence_missing"]), (2, 0, 11, ["quantity"])],
)
def test_two_way_and_three_way(ways: int | None, accepted: int, quantity: int, found: list[str]) -> None:
    line = said(accepted=accepted, limit=(20, 2000))
    match_case = staged([billed(line, quantity)], [line], ordered=order(limit_amount=Decimal(2000)))
    match_case.policies = policies(policy(ways=ways))
    findings = compare(match_case)
    assert kinds(findings) == found
    assert [one.note for one in findings if one.kind == "quantity"] == ["ordered"] * found.count("quantity")


@pytest.mark.parametrize(
    ("price", "direction", "found"),
    [
        ("105.00", "both", []),
        ("105.01", "both", [("price", "105", "0.01")]),
        ("95.00", "both", []),
        ("94.99", "both", [("price", "95", "-0.01")]),
        ("94.99", "over", []),
        ("105.01", "over", [("price", "105", "0.01")]),
    ],
)
@pytest.mark.req(81)
def test_a_price_within_tolerance(price: str, direction: str, found: list[tuple[str, str, str]]) -> None:
    line = said(limit=(20, 2000))
    match_case = staged([billed(line, price=price)], [line], ordered=order(limit_amount=Decimal(2000)))
    match_case.policies = policies(policy(tolerance("unit_price", "percent", 5, direction=direction)))
    assert [(one.kind, one.allowed, one.excess) for one in compare(match_case)] == [
        (kind, Decimal(allowed), Decimal(excess)) for kind, allowed, excess in found
    ]


@pytest.mark.parametrize(("quantity", "found"), [("10.5", []), ("10.500001", ["quantity"]), (9, [])])
def test_a_quantity_within_tolerance_is_judged_upwards_only(quantity: Any, found: list[str]) -> None:
    line = said(limit=(20, 2000), accepted=20)
    match_case = staged([billed(line, quantity)], [line], ordered=order(limit_amount=Decimal(2000)))
    match_case.policies = policies(policy(tolerance("quantity", "percent", 5)))
    assert kinds(compare(match_case)) == found


@pytest.mark.parametrize(("accepted", "note"), [(9, "accepted"), (10, "ordered"), (12, "ordered")])
def test_a_quantity_says_whether_it_was_accepted_or_ordered(accepted: int, note: str) -> None:
    line = said(accepted=accepted, limit=(20, 2000))
    found = compare(staged([billed(line, 11)], [line], ordered=order(limit_amount=Decimal(2000))))
    assert [(one.kind, one.note) for one in found] == [("quantity", note)]


def test_an_unlimited_tolerance_ends_at_the_limit() -> None:
    line = said()
    match_case = staged([billed(line, 11)], [line])
    match_case.policies = policies(policy(tolerance("quantity", "unlimited")))
    assert [(one.kind, one.note) for one in compare(match_case)] == [("ceiling", "line"), ("ceiling", "order")]


def test_a_line_amount_within_tolerance() -> None:
    line = said(limit=(20, 2000))
    match_case = staged([billed(line, amount="1000.50")], [line], ordered=order(limit_amount=Decimal(2000)))
    match_case.policies = policies(policy(tolerance("line_amount", "amount", amount="0.50")))
    assert compare(match_case) == []


@pytest.mark.parametrize(
    ("ends_on", "line_ends", "evidence_day", "expired"),
    [
        (None, LATER, None, False),
        (TODAY, None, None, False),
        (date(2026, 3, 1), None, None, True),
        (date(2026, 3, 1), date(2026, 3, 1), None, False),
        (date(2026, 3, 1), None, date(2026, 3, 1), False),
        (date(2026, 3, 1), None, TODAY, True),
        (date(2026, 3, 1), TODAY, date(2026, 3, 1), True),
    ],
)
def test_expired_is_judged_by_the_day_of_the_work(
    ends_on: date | None, line_ends: date | None, evidence_day: date | None, expired: bool
) -> None:
    line = said()
    match_case = staged([billed(line, ends_on=line_ends)], [line], ends_on=ends_on)
    match_case.pieces = [piece(line, starts_on=evidence_day), piece(line), piece(said(), ends_on=LATER)]
    assert kinds(compare(match_case)) == (["expired"] if expired else [])


def test_evidence_is_of_its_last_day() -> None:
    line = said()
    match_case = staged([billed(line)], [line], ends_on=date(2026, 3, 1))
    match_case.pieces = [piece(line, starts_on=date(2026, 2, 1), ends_on=TODAY)]
    assert kinds(compare(match_case)) == ["expired"]


@pytest.mark.parametrize(
    ("credited", "price"),
    [((0, 0), "110"), ((2, 220), "110"), ((0, 100), "100"), ((10, 1100), "110"), ((0, 1), "109.9")],
)
def test_the_price_that_is_still_claimed(credited: tuple[int, int], price: str) -> None:
    line = billed(None, 10, 110, credited_quantity=credited[0], credited_amount=credited[1])
    assert charged_price(line) == Decimal(price)
