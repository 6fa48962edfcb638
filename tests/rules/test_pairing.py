"""Which order line an invoice line means: by rank, and two candidates are none."""

from datetime import date
from typing import Any

import pytest

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.lifecycle.matching.pairing import pair
from counterfoil.lifecycle.orders.models import RevisionLine

from .staged import billed, piece, policies, policy, said, staged, tolerance


def paired(bills: dict[str, Any], *says: RevisionLine, **more: Any) -> tuple[Any, str]:
    """The position of the order line that was found, and by which rule."""
    line = billed(None, **bills)
    pair(staged([line], says, **more))
    positions = {one.line_id: one.line.position for one in says}
    return positions.get(line.order_line_id), line.paired_by


FIRST = said(10, 100, position=1)
PRINT = said(10, 50, unit="DAY", position=2)
TWIN = said(5, 100, position=3)
FULL = said(10, 100, position=4, covered=(10, 1000))
FREE = said(10, 0, position=5)


@pytest.mark.parametrize(
    ("bills", "says", "found"),
    [
        ({"names_line_id": PRINT.line_id}, [FIRST, PRINT], (2, "reference")),
        ({"names_line_id": PRINT.line_id, "price": 0}, [FIRST, PRINT], (2, "reference")),
        ({"names_line_id": FULL.line_id}, [FIRST, FULL], (4, "reference")),
        ({"names_line_id": new_id()}, [FIRST, PRINT], (1, "likeness")),
        ({}, [FIRST, PRINT], (1, "likeness")),
        ({"unit": "DAY", "price": 50}, [FIRST, PRINT], (2, "likeness")),
        ({"starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 2)}, [FIRST, PRINT], (1, "likeness")),
        ({}, [FIRST, TWIN], (None, "")),
        ({}, [FIRST, FULL], (1, "likeness")),
        ({"price": 90}, [FIRST, PRINT], (None, "")),
        ({"price": 90, "unit": "DAY"}, [FIRST, FULL], (1, "only_line")),
        ({"price": 90}, [FIRST], (1, "only_line")),
        ({"price": 90}, [FULL], (4, "only_line")),
        ({"unit": "MTR"}, [FIRST, PRINT], (None, "")),
        ({"unit": "MTR"}, [said(position=1, unit=""), PRINT], (1, "likeness")),
        ({"price": 0}, [FREE], (None, "")),
        ({"price": 0}, [FIRST], (None, "")),
        ({}, [], (None, "")),
    ],
)
def test_by_rank(bills: dict[str, Any], says: list[RevisionLine], found: tuple[Any, str]) -> None:
    assert paired(bills, *says) == found


def test_by_the_evidence_that_it_names() -> None:
    shown = piece(PRINT)
    assert paired({"names_piece_id": shown.id}, FIRST, PRINT, pieces=[shown, piece(FIRST)]) == (2, "evidence")
    assert paired({"names_piece_id": shown.id, "names_line_id": FIRST.line_id}, FIRST, PRINT, pieces=[shown]) == (
        1,
        "reference",
    )


def test_a_price_within_tolerance_is_alike() -> None:
    loose = {"policies": policies(policy(tolerance("unit_price", "percent", 10)))}
    assert paired({"price": 90}, FIRST, PRINT, **loose) == (1, "likeness")
    assert paired({"price": "89.99"}, FIRST, PRINT, **loose) == (None, "")


@pytest.mark.parametrize(
    ("bills", "found"),
    [
        ({"starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 30)}, 2),
        ({"starts_on": date(2026, 3, 31), "ends_on": date(2026, 3, 31)}, 1),
        ({"starts_on": date(2026, 4, 1)}, 2),
        ({"ends_on": date(2026, 3, 31)}, 1),
        ({"starts_on": date(2026, 3, 31), "ends_on": date(2026, 4, 1)}, None),
        ({}, None),
    ],
)
def test_the_service_period_tells_two_alike_apart(bills: dict[str, Any], found: int | None) -> None:
    march = said(position=1, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    april = said(position=2, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 30))
    assert paired(bills, march, april)[0] == found


def test_what_is_paired_on_this_order_stays_and_on_another_is_paired_anew() -> None:
    kept = billed(TWIN, paired_by="person")
    moved = billed(said(), paired_by="person")
    pair(staged([kept, moved], [FIRST, PRINT, TWIN]))
    assert (kept.order_line_id, kept.paired_by) == (TWIN.line_id, "person")
    assert (moved.order_line_id, moved.paired_by) == (None, "")
