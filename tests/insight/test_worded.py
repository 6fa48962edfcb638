"""The trace as a person reads it on a terminal: words and not codes, and no heading over nothing."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.insight.shapes.trace import traced
from counterfoil.insight.shapes.worded import as_text
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast, line

HEADINGS = ("Gates", "Lines", "Approvals", "Documents", "Trail")


def read(cast: Cast, name: str, order_id: Any) -> str:
    """What a member reads."""
    return as_text(traced(cast.members[name], str(order_id), NOW))


def headings(text: str) -> list[str]:
    """The headings that stand there."""
    return [row for row in text.splitlines() if row in HEADINGS]


def cancelled(cast: Cast) -> tuple[UUID, str]:
    """An issued order that Iris cancelled, and the draft that replaces it."""
    order_id = cast.issued()
    made = orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Wrong price.", replace=True)
    return order_id, made["replacement"]


def test_units_and_states_are_words(cast: Cast) -> None:
    text = read(cast, "otto", cast.pending(lines=[line(10), line(1, unit="DAY")]))
    assert "10 hours × 100" in text and "1 day × 100" in text
    assert "HUR" not in text and "1. approver: waiting" in text


def test_a_heading_stands_only_over_something(cast: Cast) -> None:
    assert headings(read(cast, "otto", cast.draft())) == ["Gates", "Lines", "Trail"]
    assert headings(read(cast, "otto", cast.issued())) == ["Gates", "Lines", "Approvals", "Trail"]


def test_a_contractor_reads_no_empty_heading_and_no_empty_name(cast: Cast) -> None:
    text = read(cast, "cleo", cast.issued())
    assert headings(text) == ["Gates", "Lines"]
    assert "requested by" not in text


def test_a_cancellation_says_who_when_why_and_what_comes_instead(cast: Cast) -> None:
    order_id, replacement = cancelled(cast)
    old, new = read(cast, "otto", order_id), read(cast, "otto", replacement)
    assert f"Cancelled by Iris at {NOW.isoformat()}. “Wrong price.”" in old
    assert f"Replaced by {replacement}." in old
    assert "Replaces PO-2026-00001." in new and "Cancelled" not in new


def test_a_discarded_draft_was_cancelled_without_a_reason(cast: Cast) -> None:
    order_id = cast.draft()
    orders.discard(by=cast.rita, at=NOW, order_id=order_id)
    assert f"Cancelled by Rita at {NOW.isoformat()}.\n" in read(cast, "otto", order_id)


def test_a_contractor_reads_that_it_was_cancelled_and_nothing_internal(cast: Cast) -> None:
    order_id, _replacement = cancelled(cast)
    text = read(cast, "cleo", order_id)
    assert f"Cancelled at {NOW.isoformat()}." in text
    assert not any(said in text for said in ("Iris", "Wrong price.", "Replaced by"))


def test_a_contractor_reads_what_replaces_their_order_once_it_is_issued(cast: Cast) -> None:
    order_id, replacement = cancelled(cast)
    shown = orders.submit(by=cast.iris, at=NOW, order_id=UUID(replacement))["digest"]
    orders.approve(by=cast.amir, at=NOW, order_id=UUID(replacement), shown=shown)
    orders.issue(by=cast.iris, at=NOW, order_id=UUID(replacement))
    assert "Replaced by PO-2026-00002." in read(cast, "cleo", order_id)
    assert "Replaces PO-2026-00001." in read(cast, "cleo", replacement)


@pytest.mark.parametrize("spelled", ["POCLEO2-0001", "pocleo2 0001", "POCLEO20001", "po 2026 00001"])
def test_an_order_is_found_however_its_code_is_spelled(cast: Cast, spelled: str) -> None:
    order_id = cast.issued()
    assert traced(cast.otto, spelled, NOW).order.id == order_id
