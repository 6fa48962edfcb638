"""The whole transition table, walked: every verb in every state either does its step or is refused and logged."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.trace.record import record
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.states import TRANSITIONS

from ..cast import NOW, Cast
from .books import entries
from .ordering import IN_STATE, approvals_of, order_of
from .verb import WHY, refused

WHO = {"issue": "iris", "cancel": "iris", "approve": "amir", "reject": "amir", "close": "iris", "reopen": "iris"}
MORE: dict[str, dict[str, Any]] = {
    verb: {"reason": WHY} for verb in ("reject", "withdraw", "cancel", "close", "reopen")
}
STEPS = [(verb, state) for verb in TRANSITIONS if verb != "revoke" for state in IN_STATE]
"""Only a document of its minter revokes an order that was loaded: that is tried in its own file."""


def take(cast: Cast, verb: str, order_id: UUID) -> dict[str, Any]:
    """Try the verb, by whoever may use it."""
    by = cast.members[WHO.get(verb, "rita")]
    more = MORE.get(verb, {})
    if verb == "approve":
        asked = approvals_of(cast, order_id)
        more = {"shown": asked[-1].digest if asked else "0" * 64}
    return getattr(orders, verb)(by=by, at=NOW, order_id=order_id, **more)


@pytest.mark.req(99)
@pytest.mark.parametrize(("verb", "state"), STEPS)
def test_every_verb_in_every_state(cast: Cast, verb: str, state: str) -> None:
    order_id = IN_STATE[state](cast)
    starts, end = TRANSITIONS[verb]
    if state in starts:
        assert take(cast, verb, order_id)["state"] == end
        return
    assert "wrong_state" in refused(cast, lambda: take(cast, verb, order_id))
    assert order_of(cast, order_id).state == state
    logged = entries(cast.company_id, order_id=order_id, outcome=Entry.REFUSED)[-1]
    assert (logged.verb, logged.member_id) == (f"order.{verb}", cast.members[WHO.get(verb, "rita")].id)


@pytest.mark.req(44)
def test_the_state_shows_on_one_record_from_creation_to_its_end(cast: Cast) -> None:
    order_id, seen = cast.draft(), []
    for verb in ("submit", "reject", "revise", "submit", "approve", "issue", "cancel"):
        seen.append(_shown(cast, order_id))
        take(cast, verb, order_id)
    seen.append(_shown(cast, order_id))
    states = ["draft", "pending", "rejected", "draft", "pending", "approved", "issued", "cancelled"]
    assert [state for state, _stands_at in seen] == states
    assert [gate for _state, gate in seen[:7]] == [
        "requested",
        "approved",
        "requested",
        "requested",
        "approved",
        "issued",
        "evidence",
    ]


def _shown(cast: Cast, order_id: UUID) -> tuple[str, str | None]:
    with scope.reading(cast.company_id):
        found = record(cast.otto, order_id, NOW)
    assert found.facts.order.id == order_id
    return found.facts.order.state, found.stands_at.key if found.stands_at else None
