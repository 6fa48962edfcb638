"""What may be done with evidence, and every reason why not: tables of cases."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.companies.permissions import SYSTEM
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.evidence import rules
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.evidence.values import DeliveredLine, DeliveryValues, PieceValues
from counterfoil.lifecycle.orders.models import Order

from .people import member
from .staged import TEAM, TODAY, figure, keys, order, piece, said

LINE = said()
HELD = [Reason("on_hold", "Held.")]


def people(bought: Order) -> dict[str, Any]:
    """Everybody who might come along."""
    return {
        "contractor": member(["contractor"], id=bought.contractor.member_id),
        "requester": member(["manager"], new_id(), id=bought.requester_id),
        "asker": member(["approver"], id=bought.requester_id),
        "manager": member(["manager"], TEAM),
        "stranger": member(["manager"], new_id()),
        "finance": member(["finance"]),
        "auditor": member(["auditor"]),
        "system": member([SYSTEM]),
    }


@pytest.mark.parametrize(
    ("state", "who", "reasons"),
    [
        ("issued", "contractor", []),
        ("issued", "requester", []),
        ("issued", "manager", []),
        ("issued", "stranger", ["not_your_order"]),
        ("draft", "contractor", ["order_not_issued"]),
        ("closed", "contractor", ["order_not_issued"]),
        ("cancelled", "stranger", ["order_not_issued", "not_your_order"]),
    ],
)
def test_submit(state: str, who: str, reasons: list[str]) -> None:
    bought = order(state=state)
    found = rules.submit(bought, people(bought)[who], None)
    assert keys(found) == reasons
    assert [one.never for one in found] == [key == "not_your_order" for key in reasons]


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ([{}], []),
        ([{"line_id": new_id()}], ["line_unknown"]),
        ([{"starts_on": TODAY, "ends_on": TODAY}], []),
        ([{"ends_on": TODAY + timedelta(days=1)}], ["not_done_yet"]),
        ([{"starts_on": TODAY + timedelta(days=1)}], ["not_done_yet"]),
        ([{}, {"line_id": new_id(), "starts_on": TODAY + timedelta(days=1)}], ["line_unknown", "not_done_yet"]),
        ([{"line_id": new_id()}, {"line_id": new_id()}], ["line_unknown", "line_unknown"]),
    ],
)
def test_pieces(typed: list[dict[str, Any]], reasons: list[str]) -> None:
    values = [PieceValues.model_validate({"line_id": LINE.line_id, "quantity": 1} | one) for one in typed]
    assert keys(rules.pieces(values, {LINE.line_id: LINE.line}, TODAY)) == reasons


@pytest.mark.parametrize(
    ("who", "submitter", "separated", "reasons"),
    [
        ("requester", "contractor", True, []),
        ("asker", "contractor", True, []),
        ("manager", "contractor", True, []),
        ("stranger", "contractor", True, ["not_responsible"]),
        ("finance", "contractor", True, ["not_responsible"]),
        ("auditor", "contractor", True, ["not_responsible"]),
        ("requester", "requester", True, ["own_evidence"]),
        ("requester", "requester", False, []),
        ("contractor", "manager", True, ["not_responsible", "own_work"]),
        ("contractor", "contractor", True, ["not_responsible", "own_evidence", "own_work"]),
        ("contractor", "contractor", False, ["not_responsible"]),
    ],
)
@pytest.mark.req(77)
def test_who_decides(who: str, submitter: str, separated: bool, reasons: list[str]) -> None:
    bought = order()
    someone = people(bought)
    found = rules.reject(bought, someone[who], someone[submitter].id, separated)
    assert keys(found) == reasons
    assert all(one.never for one in found)
    assert keys(rules.accept(bought, someone[who], someone[submitter].id, separated, [])) == reasons


@pytest.mark.parametrize(
    ("origin", "kind", "who", "shown", "separated", "reasons"),
    [
        ("issued", "receipt", "requester", "finance", True, []),
        ("issued", "receipt", "manager", "finance", True, []),
        ("issued", "receipt", "requester", "requester", True, ["own_evidence"]),
        ("issued", "receipt", "requester", "requester", False, []),
        ("issued", "receipt", "asker", "finance", True, ["not_permitted"]),
        ("issued", "receipt", "finance", "manager", True, ["not_permitted", "not_responsible"]),
        ("issued", "receipt", "finance", "finance", True, ["not_permitted", "not_responsible", "own_evidence"]),
        ("issued", "despatch", "finance", "finance", True, []),
        ("loaded", "receipt", "finance", "finance", True, []),
        ("loaded", "receipt", "system", "finance", True, ["own_work"]),
        ("loaded", "receipt", "system", "finance", False, ["own_work"]),
        ("loaded", "despatch", "system", "finance", True, []),
        ("loaded", "despatch", "stranger", "finance", True, ["not_your_order"]),
        ("loaded", "receipt", "stranger", "finance", True, ["not_your_order"]),
    ],
)
@pytest.mark.req(77)
def test_whose_receipt_accepts(
    origin: str, kind: Any, who: str, shown: str, separated: bool, reasons: list[str]
) -> None:
    """On an order of ours, whoever may accept the same by hand. The company's own member shows work, and accepts none."""
    bought = order(origin=origin)
    someone = people(bought)
    line = DeliveredLine(quantity=figure(1))
    values = DeliveryValues(kind=kind, number="R-1", lines=[line])
    found = rules.receive(bought, someone[who], values, [(line, LINE)], [], {someone[shown].id}, separated, TODAY)
    assert keys(found) == reasons
    assert all(one.never for one in found)


@pytest.mark.parametrize("kind", ["receipt", "despatch"])
@pytest.mark.parametrize(
    ("days", "reasons"),
    [
        ({"starts_on": TODAY, "ends_on": TODAY}, []),
        ({"starts_on": TODAY, "ends_on": TODAY + timedelta(days=1)}, ["not_done_yet"]),
        ({"starts_on": TODAY + timedelta(days=1)}, ["not_done_yet"]),
    ],
)
def test_what_was_delivered_has_been_delivered(kind: Any, days: dict[str, Any], reasons: list[str]) -> None:
    """As by hand: neither what was sent nor what came is of a day to come."""
    bought = order(origin="loaded")
    line = DeliveredLine(quantity=figure(1), **days)
    values = DeliveryValues(kind=kind, number="X-1", lines=[line])
    by = people(bought)["finance"]
    assert keys(rules.receive(bought, by, values, [(line, LINE)], [], set(), True, TODAY)) == reasons


@pytest.mark.parametrize(
    ("state", "held", "who", "reasons"),
    [
        ("issued", HELD, "requester", ["on_hold"]),
        ("closed", [], "requester", ["order_not_issued"]),
        ("closed", HELD, "auditor", ["order_not_issued", "on_hold", "not_responsible"]),
    ],
)
def test_accept(state: str, held: list[Reason], who: str, reasons: list[str]) -> None:
    bought = order(state=state)
    assert keys(rules.accept(bought, people(bought)[who], new_id(), True, held)) == reasons


def test_what_is_closed_can_still_be_rejected() -> None:
    bought = order(state="closed")
    assert rules.reject(bought, people(bought)["requester"], new_id(), True) == []


@pytest.mark.parametrize(
    ("state", "submitted", "taken", "before", "reason", "reasons"),
    [
        ("submitted", 4, 4, 6, "", []),
        ("submitted", 4, 4, "6.000001", "", ["more_than_ordered"]),
        ("submitted", 4, 3, 0, "", ["reason_needed"]),
        ("submitted", 4, 3, 0, "Not all", []),
        ("submitted", 4, 5, 0, "More", ["more_than_submitted"]),
        ("accepted", 4, 4, 0, "", ["wrong_state"]),
        ("rejected", 4, 5, 9, "", ["wrong_state", "more_than_submitted", "reason_needed", "more_than_ordered"]),
        ("submitted", -4, -4, 20, "", []),
        ("submitted", -4, -5, 10, "", ["more_than_submitted", "reason_needed"]),
    ],
)
@pytest.mark.req(78)
def test_accept_a_piece(state: str, submitted: Any, taken: Any, before: Any, reason: str, reasons: list[str]) -> None:
    line = said(accepted=before)
    one = Piece(state=state, quantity=figure(submitted))
    assert keys(rules.accept_piece(one, figure(taken), line.line, reason)) == reasons


@pytest.mark.parametrize(
    ("accepted", "corrected", "taken", "reasons"),
    [(5, 2, 3, []), (5, 2, "3.000001", ["more_than_accepted"]), (5, 5, 1, ["more_than_accepted"])],
)
def test_no_more_is_taken_back_than_stands(accepted: Any, corrected: Any, taken: Any, reasons: list[str]) -> None:
    first = piece(LINE, accepted, corrected_quantity=figure(corrected))
    minus = Piece(state="submitted", quantity=-figure(taken), corrects=first)
    assert keys(rules.accept_piece(minus, -figure(taken), LINE.line, "")) == reasons
    bought = order()
    assert keys(rules.correct(bought, people(bought)["contractor"], first, figure(taken))) == reasons


@pytest.mark.parametrize(
    ("state", "corrects", "order_state", "who", "reasons"),
    [
        ("accepted", None, "issued", "manager", []),
        ("submitted", None, "issued", "manager", ["not_accepted"]),
        ("rejected", None, "issued", "manager", ["not_accepted"]),
        ("accepted", new_id(), "issued", "manager", ["not_accepted"]),
        ("submitted", None, "closed", "stranger", ["order_not_issued", "not_your_order", "not_accepted"]),
    ],
)
def test_correct(state: str, corrects: Any, order_state: str, who: str, reasons: list[str]) -> None:
    bought = order(state=order_state)
    first = piece(LINE, state=state, corrects_id=corrects)
    assert keys(rules.correct(bought, people(bought)[who], first, Decimal(1))) == reasons


def test_withdraw_is_for_who_submitted() -> None:
    someone = member([])
    assert rules.withdraw(someone, someone.id) == []
    assert [(one.key, one.never) for one in rules.withdraw(someone, new_id())] == [("not_your_evidence", True)]


def test_a_decision_is_about_something() -> None:
    assert keys(rules.something([])) == ["nothing_waits"]
    assert rules.something([1]) == []
