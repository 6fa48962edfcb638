"""The kinds of findings, their sentences, who settles them and until when."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.lifecycle.matching.due import working_days_after
from counterfoil.lifecycle.matching.excepting import is_worse
from counterfoil.lifecycle.matching.findings import Finding
from counterfoil.lifecycle.matching.kinds import KINDS, acceptable
from counterfoil.lifecycle.matching.models import InvoiceException

ACCEPTABLE = {
    "price": "responsible",
    "quantity": "responsible",
    "evidence_missing": "responsible",
    "expired": "responsible",
    "approval_late": "responsible",
    "run_out": "finance",
    "line_amount": "payables",
    "date": "payables",
    "duplicate": "finance",
    "tax": "finance",
    "total": "finance",
    "charges": "finance",
    "paper_unclear": "payables",
    "paper_kind": "payables",
    "below_zero": "payables",
    "corrects_unknown": "payables",
}
NEVER = {
    "order_missing": "payables",
    "order_unknown": "payables",
    "order_not_open": "payables",
    "invoice_unknown": "payables",
    "coding": "payables",
    "line_unknown": "payables",
    "unit": "payables",
    "ceiling": "responsible",
    "currency": "payables",
    "taken_back": "payables",
    "credited": "payables",
    "hold": "payables",
    "corrects_waits": "payables",
    "corrects_paid": "payables",
    "corrected": "payables",
    "stopped": "finance",
    "written_off": "finance",
    "rest_written_off": "finance",
}


@pytest.mark.req(93)
def test_who_settles_what_and_what_nobody_accepts() -> None:
    assert {kind: one.owner for kind, one in KINDS.items() if acceptable(kind)} == ACCEPTABLE
    assert {kind: one.owner for kind, one in KINDS.items() if not acceptable(kind)} == NEVER


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 3, 2), 2, date(2026, 3, 4)),
        (date(2026, 3, 5), 2, date(2026, 3, 9)),
        (date(2026, 3, 6), 2, date(2026, 3, 10)),
        (date(2026, 3, 7), 2, date(2026, 3, 10)),
        (date(2026, 3, 8), 2, date(2026, 3, 10)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 6), 0, date(2026, 3, 6)),
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 12, 31), 2, date(2027, 1, 4)),
    ],
)
@pytest.mark.req(82)
def test_working_days(day: date, count: int, due: date) -> None:
    assert working_days_after(day, count) == due


@pytest.mark.parametrize("start", range(7))
def test_a_due_day_is_a_working_day(start: int) -> None:
    assert working_days_after(date(2026, 3, 2) + timedelta(days=start), 2).weekday() < 5


def _figures(expected: Any, actual: Any, allowed: Any, excess: Any) -> dict[str, Any]:
    given = {"expected": expected, "actual": actual, "allowed": allowed, "excess": excess}
    return {name: None if one is None else Decimal(one) for name, one in given.items()}


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (
            Finding("price", **_figures("100", "110.000000", "105", "5"), measure="EUR"),
            "Unit price 110.00 EUR where 100.00 EUR was ordered: 5.00 EUR off what is allowed (105.00 EUR).",
        ),
        (
            Finding("price", **_figures("0.125", "0.13", "0.125", "0.005"), measure="EUR"),
            "Unit price 0.13 EUR where 0.125 EUR was ordered: 0.005 EUR off what is allowed (0.125 EUR).",
        ),
        (
            Finding("price", **_figures("100", "90", None, "-10"), measure="EUR"),
            "Unit price 90.00 EUR where 100.00 EUR was ordered: 10.00 EUR off what is allowed (—).",
        ),
        (
            Finding("quantity", **_figures("10", "11.5", "10", "1.5"), measure="HUR", note="ordered"),
            "Invoiced 11.5 where 10 are ordered: over by 1.5, allowed is 10.",
        ),
        (Finding("evidence_missing", actual=Decimal(3)), "Invoiced 3 where no evidence is accepted yet."),
        (Finding("order_unknown", note="“X”"), "No order of this contractor has the number “X”."),
        (Finding("invoice_unknown", note="R-9"), "No open invoice of this contractor has the number “R-9”."),
        (Finding("invoice_unknown", note="—"), "It does not say which invoice it credits."),
        (
            Finding("taken_back", **_figures("0", "-3.96", "0", "-3.96"), measure="EUR"),
            "The line is 3.96 EUR below zero; what goes the other way comes as a document of its own.",
        ),
    ],
)
@pytest.mark.req(93)
def test_sentences(finding: Finding, words: str) -> None:
    assert finding.words == words
    reason = finding.as_reason()
    assert (reason.key, reason.words, reason.never) == (finding.kind, words, False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sentence_that_its_figures_fill(kind: str) -> None:
    found = Finding(kind, new_id(), Decimal(1), Decimal(2), Decimal(1), Decimal(1), "EUR", "2026-03-02")
    assert "%" not in found.words
    assert found.key == (found.line_id, kind)


@pytest.mark.parametrize(
    ("pinned", "finding", "worse"),
    [
        ({"excess": Decimal(5)}, {"excess": Decimal(5)}, False),
        ({"excess": Decimal(5)}, {"excess": Decimal("5.01")}, True),
        ({"excess": Decimal(5)}, {"excess": Decimal("4.99")}, False),
        ({"excess": Decimal(5)}, {"excess": Decimal(-1)}, True),
        ({"excess": Decimal(-5)}, {"excess": Decimal("-5.01")}, True),
        ({"excess": Decimal(-5)}, {"excess": Decimal("-4")}, False),
        ({"excess": Decimal(5), "measure": "EUR"}, {"excess": Decimal(1), "measure": "USD"}, True),
        ({"note": "R-1"}, {"note": "R-1"}, False),
        ({"note": "R-1"}, {"note": "R-1, R-2"}, True),
        ({"note": "R-1"}, {"note": "R-1", "excess": Decimal(1)}, False),
    ],
)
@pytest.mark.req(83)
def test_what_is_worse_than_what_was_accepted(pinned: dict[str, Any], finding: dict[str, Any], worse: bool) -> None:
    assert is_worse(InvoiceException(kind="price", **pinned), Finding("price", **finding)) == worse
