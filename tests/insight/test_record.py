"""The record answers three questions at once, for each reader what is theirs to know."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import NotFound, Refused
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.shapes.trace import traced
from counterfoil.insight.shapes.worded import as_text
from counterfoil.insight.trace.record import Record, record
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.values import SubmissionValues
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import FieldChanges, NotedInvoice, OrderChanges
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import line_id_of
from ..cast import NOW, Cast, line
from ..mailing import values
from ..watching import at

TWO_LEVELS = [line(60)]


def seen(cast: Cast, name: str, order_id: UUID) -> Record:
    """The record as a member sees it."""
    with scope.reading(cast.members[name].company_id):
        return record(cast.members[name], order_id, NOW)


def stands(cast: Cast, order_id: UUID) -> tuple[str, str, list[str]]:
    """Where the order stands, how, and whose move it is."""
    gate = seen(cast, "otto", order_id).stands_at
    assert gate is not None
    return gate.key, gate.status, list(gate.who)


def may(cast: Cast, name: str, order_id: UUID) -> set[str]:
    """The verbs that a member can use now: an order's own by their last word."""
    return {move.verb.removeprefix("order.") for move in seen(cast, name, order_id).verbs if move.allowed}


HOLD = HoldValues.model_validate({"scope": "everything", "reason": "Bank details are checked."})


def in_state(cast: Cast, state: str) -> UUID:
    """An order in this state; `held` is an approved one on hold."""
    if state == "closed":
        order_id = cast.issued()
        orders.close(by=cast.rita, at=NOW, order_id=order_id, reason="Nothing more comes.")
    elif state == "held":
        order_id = cast.approved()
        orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=HOLD)
    else:
        order_id = getattr(cast, state)()
    return UUID(str(order_id))


@pytest.mark.req(44, 109)
def test_whose_move_it_is_from_draft_to_issue(cast: Cast) -> None:
    order_id = cast.draft(lines=TWO_LEVELS)
    assert stands(cast, order_id) == ("requested", "open", ["Rita"])
    shown = orders.submit(by=cast.rita, at=NOW, order_id=order_id)["digest"]
    assert stands(cast, order_id) == ("approved", "open", ["Amir", "Bela"])
    orders.approve(by=cast.bela, at=NOW, order_id=order_id, shown=shown)
    assert stands(cast, order_id) == ("approved", "open", ["Amir"])
    orders.approve(by=cast.amir, at=NOW, order_id=order_id, shown=shown)
    assert stands(cast, order_id) == ("issued", "open", ["Iris"])
    orders.issue(by=cast.iris, at=NOW, order_id=order_id)
    gates = {gate.key: gate.status for gate in seen(cast, "otto", order_id).gates}
    assert [gates[key] for key in ("requested", "approved", "issued", "evidence")] == ["done", "done", "done", "open"]


def test_a_rejected_order_stands_at_its_requester_with_the_reason(cast: Cast) -> None:
    order_id = cast.pending()
    orders.reject(by=cast.amir, at=NOW, order_id=order_id, reason="Two offers first.")
    gate = seen(cast, "rita", order_id).stands_at
    assert gate is not None
    assert (gate.key, gate.status, list(gate.who)) == ("requested", "blocked", ["Rita"])
    assert "Two offers first." in gate.sentence


MOVES: dict[str, dict[str, set[str]]] = {
    "draft": {"rita": {"submit", "change", "cancel", "discard", "hold"}, "amir": set(), "otto": set()},
    "pending": {
        "rita": {"recall", "cancel", "hold"},
        "amir": {"approve", "reject"},
        "olga": {"recall", "cancel", "set_fields", "set_thresholds"},
    },
    "approved": {"rita": {"withdraw", "cancel", "hold"}, "iris": {"issue", "withdraw", "cancel"}, "amir": set()},
    "issued": {
        "rita": {"evidence.submit", "close", "hold", "note_sent", "set_notes", "advance.request"},
        "iris": {"cancel", "close", "note_sent", "set_notes"},
        "fay": {"close", "hold", "set_fields", "set_thresholds", "set_notes", "writeoff.note_order", "advance.request"},
        "cleo": {"evidence.submit"},
    },
    "closed": {
        "rita": {"hold", "note_sent", "set_notes"},
        "iris": {"reopen", "note_sent", "set_notes"},
        "fay": {"reopen", "hold", "set_fields", "set_thresholds", "set_notes"},
        "cleo": set(),
    },
    "held": {"rita": {"lift", "hold", "withdraw", "cancel"}, "iris": {"withdraw", "cancel"}, "petra": {"hold", "lift"}},
}
ALWAYS = {name: {"archive", "note_invoice"} for name in ("rita", "iris", "olga", "fay")} | {"petra": {"note_invoice"}}
"""What may be put out of the way in any state, what may be noted of an invoice to come, and by whom."""


@pytest.mark.parametrize(("state", "name"), [(state, name) for state in MOVES for name in MOVES[state]])
def test_the_page_offers_exactly_the_moves_that_a_person_has(cast: Cast, state: str, name: str) -> None:
    assert may(cast, name, in_state(cast, state)) == MOVES[state][name] | ALWAYS.get(name, set())


CALLS: dict[str, dict[str, Any]] = {
    "approve": {"shown": "x"},
    "reject": {"reason": "because"},
    "withdraw": {"reason": "because"},
    "cancel": {"reason": "because"},
    "close": {"reason": "because"},
    "reopen": {"reason": "because"},
    "hold": {"values": HOLD},
    "send": {"mail": values()},
    "note_sent": {"sent_on": NOW.date(), "sent_how": "post"},
    "note_invoice": {"values": NotedInvoice(number="R-1", issued_on=NOW.date(), amount=Decimal(1))},
    "set_notes": {"notes": "Ring twice"},
    "set_thresholds": {"values": at("accepted 80%")},
    "set_fields": {"changes": FieldChanges(fields={"SHELF": "7"})},
    "lift": {"hold_id": new_id(), "reason": "because"},
}


def attempt(cast: Cast, name: str, verb: str, order_id: UUID) -> None:
    """Do what the page would do."""
    given: dict[str, Any] = {"by": cast.members[name], "at": NOW, "order_id": order_id}
    if verb == "evidence.submit":
        piece = {"line_id": line_id_of(cast, order_id), "quantity": 1}
        evidence.submit(**given, values=SubmissionValues.model_validate({"pieces": [piece]}))
    if verb == "advance.request":
        payments.request_advance(**given, amount=Decimal(1), purpose="because")
    if verb == "writeoff.note_order":
        payments.write_off_order(**given, reason="because")
    verb = verb.removeprefix("order.")
    getattr(orders, verb)(**given, **CALLS.get(verb, {}))


@pytest.mark.parametrize("state", MOVES)
@pytest.mark.parametrize("name", ["rita", "amir", "iris", "otto"])
def test_the_reason_of_a_greyed_move_is_the_reason_of_the_refusal(cast: Cast, state: str, name: str) -> None:
    order_id = in_state(cast, state)
    for move in seen(cast, name, order_id).verbs:
        if move.allowed or move.verb == "order.change":
            continue
        with pytest.raises(Refused) as refusal:
            attempt(cast, name, move.verb, order_id)
        refused = [reason.key for reason in refusal.value.reasons if reason.key != "shown_is_not_current"]
        assert refused == [reason.key for reason in move.reasons], move.verb


def test_a_contractor_sees_their_own_issued_order_and_nothing_internal(cast: Cast) -> None:
    order_id = cast.issued(lines=TWO_LEVELS)
    own = seen(cast, "cleo", order_id)
    said = as_text(traced(cast.cleo, str(order_id), NOW))
    assert own.facts.order.number in said
    assert not any(name in said for name in ("Amir", "Bela", "Iris", "Rita"))
    assert (own.facts.rounds, own.facts.entries) == ((), ())
    assert all(not gate.who for gate in own.gates)


def test_a_contractor_sees_no_draft_and_goes_on_seeing_what_was_cancelled(cast: Cast) -> None:
    for order_id in (cast.draft(), cast.pending(), cast.approved()):
        with pytest.raises(NotFound):
            seen(cast, "cleo", order_id)
    order_id = cast.issued()
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Wrong contractor.")
    assert seen(cast, "cleo", order_id).facts.order.state == "cancelled"


def test_a_stranger_finds_nothing(cast: Cast) -> None:
    order_id = cast.issued()
    for wanted in (str(order_id), "PO-2026-00001", "POCLEO2-0001", "POCLEO20001"):
        with pytest.raises(NotFound):
            traced(cast.mallory, wanted, NOW)


@pytest.mark.req(49, 75)
def test_one_view_shows_requester_approvers_moments_and_status(cast: Cast) -> None:
    told = traced(cast.otto, str(cast.approved(lines=TWO_LEVELS)), NOW)
    (approval,) = told.approvals
    steps = [(step.member and step.member.name, step.state, step.decided_at) for step in approval.steps]
    assert (told.order.requester and told.order.requester.name, told.order.state, approval.state) == (
        "Rita",
        "approved",
        "given",
    )
    assert steps == [("Amir", "given", NOW), ("Bela", "given", NOW)]
    assert approval.closed_at == told.order.approved_at == NOW


@pytest.mark.req(95)
def test_the_trail_shows_who_changed_what_and_when(cast: Cast) -> None:
    order_id = cast.draft()
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges(title="Autumn"))
    with pytest.raises(Refused):
        orders.issue(by=cast.iris, at=NOW, order_id=order_id)
    created, changed, refused = traced(cast.otto, str(order_id), NOW).model_dump()["trail"]
    assert (created["member"]["name"], created["words"]) == ("Rita", "Create")
    head = next(change for change in changed["changes"] if change["table"] == "orders_order")
    assert head["values"]["title"] == ["Spring catalogue", "Autumn"]
    assert (changed["member"]["name"], changed["at"]) == ("Rita", NOW)
    said = (refused["member"]["name"], refused["outcome"], refused["reasons"][0]["key"])
    assert said == ("Iris", "refused", "wrong_state")


@pytest.mark.req(67)
def test_a_cancelled_order_and_its_replacement_name_each_other(cast: Cast) -> None:
    order_id = cast.issued()
    made = orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Wrong price.", replace=True)["replacement"]
    assert traced(cast.otto, "PO-2026-00001", NOW).order.replaced_by == [UUID(made)]
    assert traced(cast.otto, made, NOW).order.replaces == order_id


def test_the_number_of_questions_does_not_grow(cast: Cast, django_assert_num_queries: Any) -> None:
    small, large = cast.issued(), cast.issued(lines=[line() for _ in range(300)])
    for order_id in (small, large):
        with scope.reading(cast.company_id), django_assert_num_queries(22):
            record(cast.otto, order_id, NOW)


def test_the_trace_as_data_is_what_is_printed(cast: Cast) -> None:
    order_id = cast.issued()
    told = traced(cast.otto, str(order_id), NOW)
    assert told.money.authorised == "1000.00"
    text = as_text(told)
    assert all(line.text in text for line in told.lines)
