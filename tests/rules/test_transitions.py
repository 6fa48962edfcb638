"""Every verb from every state: the table's own moves are made, every other one is refused and changes nothing."""

from typing import Any

import pytest

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.kernel import states
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.kernel.states import move, pairs, wrong_state
from counterfoil.lifecycle.orders.models import Order

# Written down a second time: verb, states it starts from, state it leads to.
MOVES: dict[Any, list[tuple[str, str, str]]] = {
    Order: [
        ("submit", "draft", "pending"),
        ("recall", "pending", "draft"),
        ("approve", "pending", "approved"),
        ("reject", "pending", "rejected"),
        ("revise", "rejected", "draft"),
        ("withdraw", "approved", "draft"),
        ("issue", "approved", "issued"),
        ("cancel", "draft pending approved rejected issued", "cancelled"),
        ("discard", "draft", "cancelled"),
        ("close", "issued", "closed"),
        ("reopen", "closed", "issued"),
        ("revoke", "issued", "cancelled"),
    ],
    Approval: [
        ("give", "open", "given"),
        ("refuse", "open", "refused"),
        ("recall", "open", "recalled"),
        ("withdraw", "given", "withdrawn"),
    ],
    Step: [("give", "waiting", "given"), ("refuse", "waiting", "refused")],
}
LAWFUL = {
    (model, verb, start): end
    for model, moves in MOVES.items()
    for verb, starts, end in moves
    for start in starts.split()
}
EVERY = [(model, verb, state) for model, moves in MOVES.items() for verb, *_rest in moves for state in model.STATES]


class Row:
    """A row in no database, which counts how often it was saved."""

    def __init__(self, model: Any, state: str) -> None:
        self.TRANSITIONS, self.state_words = model.TRANSITIONS, model.state_words
        self.state, self.version, self.saved = state, 7, 0

    def save(self) -> None:
        self.saved += 1


@pytest.mark.req(99)
@pytest.mark.parametrize(("model", "verb", "state"), EVERY)
def test_a_move_is_made_or_refused(model: Any, verb: str, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "keep_row", Row.save)
    row = Row(model, state)
    end = LAWFUL.get((model, verb, state))
    if end is None:
        with pytest.raises(Refused) as caught:
            move(row, verb)
        assert [(reason.key, reason.never) for reason in caught.value.reasons] == [("wrong_state", False)]
    else:
        move(row, verb)
    assert (row.state, row.version, row.saved) == ((end, 8, 1) if end else (state, 7, 0))


@pytest.mark.parametrize("model", MOVES)
def test_the_table_has_these_verbs_and_pairs_and_no_others(model: Any) -> None:
    assert set(model.TRANSITIONS) == {verb for verb, _starts, _end in MOVES[model]}
    expected = sorted({(start, end) for (of, _verb, start), end in LAWFUL.items() if of is model})
    assert pairs(model.TRANSITIONS) == expected


def test_nothing_leaves_cancelled_and_an_issued_order_is_cancelled_or_closed() -> None:
    ways = pairs(Order.TRANSITIONS)
    assert [end for start, end in ways if start == "cancelled"] == []
    assert [end for start, end in ways if start == "issued"] == ["cancelled", "closed"]


@pytest.mark.req(74)
def test_the_only_way_to_issued_leads_through_approved() -> None:
    assert [start for start, end in pairs(Order.TRANSITIONS) if end == "issued"] == ["approved", "closed"]
    assert [start for start, end in pairs(Order.TRANSITIONS) if end == "approved"] == ["pending"]


def test_every_state_that_it_could_start_from_is_said() -> None:
    [reason] = wrong_state(Row(Order, "cancelled"), "cancel")
    words = "draft or waiting for approval or rejected or approved or issued"
    assert reason.words == f"It is cancelled; this can be done only while it is {words}."
    assert reason.as_data()["params"] == {"state": "cancelled", "wanted": words}
