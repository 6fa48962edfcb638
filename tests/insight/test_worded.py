"""The trace as a person reads it on a terminal: words and not codes, and no heading over nothing."""

import re
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from babel.core import Locale

from counterfoil.foundation.kernel.written import written_by
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.shapes.trace import traced
from counterfoil.insight.shapes.worded import as_text
from counterfoil.interfaces.web.wording import Wording, wording
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as money

from ..actions import billing
from ..cast import NOW, Cast, line

AT = "Mar 2, 2026, 10:00 AM"
"""The moment of every verb here, in the company's zone."""
HEADINGS = ("Gates", "Lines", "Approvals", "Documents", "Trail")


def read(cast: Cast, name: str, order_id: Any) -> str:
    """What a member reads."""
    with written_by(wording(cast.members[name])):
        return as_text(traced(cast.members[name], str(order_id), NOW)).replace("\xa0", " ")


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
    assert "10 hours × EUR 100.00 = EUR 1,000.00" in text and "1 day × EUR 100.00" in text
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
    assert f"Cancelled by Iris at {AT}. “Wrong price.”" in old
    assert "Replaced by Spring catalogue." in old and replacement not in old
    assert "Replaces PO-2026-00001." in new and "Cancelled" not in new


def test_a_discarded_draft_was_cancelled_without_a_reason(cast: Cast) -> None:
    order_id = cast.draft()
    orders.discard(by=cast.rita, at=NOW, order_id=order_id)
    assert f"Cancelled by Rita at {AT}.\n" in read(cast, "otto", order_id)


def test_a_contractor_reads_that_it_was_cancelled_and_nothing_internal(cast: Cast) -> None:
    order_id, _replacement = cancelled(cast)
    text = read(cast, "cleo", order_id)
    assert f"Cancelled at {AT}." in text
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


def test_days_amounts_and_quantities_are_as_people_write_them(cast: Cast) -> None:
    order_id = cast.issued(lines=[line("12.50")])
    billing.accepted(cast, order_id, "12.50")
    bill = UUID(billing.received(cast, order_id, quantity="12.50")["id"])
    payment_id = billing.released(cast, bill)
    money.initiate(by=cast.fay, at=NOW, payment_id=payment_id, reference="SEPA-7")
    values = HoldValues.model_validate({"scope": "payment", "reason": "Papers", "last_day": "2026-04-01"})
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=values)
    text = read(cast, "otto", order_id)
    for said in (
        "ordered EUR 1,250.00 · authorised EUR 1,250.00",
        "12.5 hours × EUR 100.00 = EUR 1,250.00",
        f"Petra {AT} until Apr 1, 2026 (on this order, stops payments) “Papers”",
        "line 1: 12.5 shown, 12.5 accepted, 12.5 invoiced",
        f"takes 12.5, EUR 1,250.00 of line 1  {AT}  for the evidence of {AT}",
        "SEPA-7  on its way  EUR 1,250.00 → R-1  initiated on Mar 2, 2026",
        f"1. approver: given Amir {AT}",
    ):
        assert said in text
    assert str(payment_id) not in text and not re.search(r"\d{4}-\d\d-\d\d", text), "no raw day"
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text), "no raw id"


def test_it_is_in_the_hand_and_the_zone_of_who_reads(cast: Cast) -> None:
    order_id = cast.issued(lines=[line("12.50")])
    reader = cast.members["otto"]
    with written_by(Wording(Locale.parse("de_AT"), ZoneInfo("America/New_York"))):
        text = as_text(traced(reader, str(order_id), NOW))
    assert "12,5 hours × 100,00 EUR = 1.250,00 EUR" in text
    assert "02.03.2026, 04:00" in text


def test_as_data_it_stays_plain_whoever_reads(cast: Cast) -> None:
    order_id = cast.issued()
    with written_by(wording(cast.otto)):
        data = traced(cast.otto, str(order_id), NOW).model_dump(mode="json")
    assert data["money"]["ordered"] == "1000.00" and data["order"]["issued_on"] == "2026-03-02"
