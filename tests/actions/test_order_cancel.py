"""order.cancel: the end of an order, with a reason; its number is spent, its record stays, its replacement is linked."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, Refused
from counterfoil.insight.trace.facts import facts_of
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.actions import void
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.hanging import STATES
from counterfoil.lifecycle.payments.models import Payment

from ..cast import NOW, Cast
from .billing import accepted, initiated, received, submitted
from .books import entries
from .ordering import IN_STATE, lines_of, order_of, revision_of
from .verb import WHY, Given, VerbTests, refused, untouched


class TestCancel(VerbTests):
    verb, who = "order.cancel", "iris"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.issued(), "reason": WHY, "replace": True}


def cancel(cast: Cast, order_id: UUID, who: str = "iris", **more: Any) -> dict[str, Any]:
    return orders.cancel(by=cast.members[who], at=NOW, order_id=order_id, **{"reason": WHY} | more)


@pytest.mark.parametrize(
    ("state", "approval"), [("pending", "recalled"), ("approved", "withdrawn"), ("issued", "given")]
)
def test_works_and_ends_the_approval(cast: Cast, state: str, approval: str) -> None:
    order_id = IN_STATE[state](cast)
    cancel(cast, order_id)
    order = order_of(cast, order_id)
    assert (order.state, order.cancelled_at, order.approval.state) == ("cancelled", NOW, approval)


@pytest.mark.parametrize("state", ["draft", "rejected"])
def test_works_without_an_open_approval(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    cancel(cast, order_id, "rita")
    assert order_of(cast, order_id).state == "cancelled"


@pytest.mark.req(66)
def test_the_number_is_never_used_again(cast: Cast) -> None:
    order_id = cast.issued()
    answer = cancel(cast, order_id, replace=True)
    replacement = order_of(cast, UUID(answer["replacement"]))
    assert (replacement.number, replacement.state) == (None, "draft")
    assert order_of(cast, cast.issued()).number == "PO-2026-00002"
    orders.submit(by=cast.iris, at=NOW, order_id=replacement.id)
    shown = order_of(cast, replacement.id).approval.digest
    orders.approve(by=cast.amir, at=NOW, order_id=replacement.id, shown=shown)
    assert orders.issue(by=cast.iris, at=NOW, order_id=replacement.id)["number"] == "PO-2026-00003"
    assert order_of(cast, order_id).number == "PO-2026-00001"


@pytest.mark.req(67)
def test_the_record_stays_readable_and_linked(cast: Cast) -> None:
    order_id = cast.issued()
    before = order_of(cast, order_id)
    replacement = order_of(cast, UUID(cancel(cast, order_id, replace=True)["replacement"]))
    after = order_of(cast, order_id)
    assert replacement.replaces_id == order_id
    assert (after.number, after.document, after.document_sha256) == (
        before.number,
        before.document,
        before.document_sha256,
    )
    told = [entry.verb for entry in entries(cast.company_id, order_id=order_id)]
    assert told == ["order.create", "order.submit", "order.approve", "order.issue", "order.cancel"]


def test_the_replacement_says_the_same(cast: Cast) -> None:
    order_id = cast.issued(currency="USD", rate="0.9", starts_on="2026-03-02", notes="Same")
    made = order_of(cast, UUID(cancel(cast, order_id, replace=True)["replacement"]))
    assert (made.currency, made.rate, made.notes, made.requester_id) == (
        "USD",
        order_of(cast, order_id).rate,
        "Same",
        cast.iris.id,
    )
    assert [said.amount for _line, said in lines_of(cast, made.id)] == [
        said.amount for _line, said in lines_of(cast, order_id)
    ]
    assert revision_of(cast, made.id).starts_on == revision_of(cast, order_id).starts_on
    assert (made.limit_amount, made.approval_id, made.live_claims) == (0, None, 0)


def test_only_the_issuer_cancels_an_issued_one(cast: Cast) -> None:
    order_id = cast.issued()
    assert refused(cast, lambda: cancel(cast, order_id, "rita")) == ["not_issuer"]
    assert refused(cast, lambda: cancel(cast, order_id, "olga")) == ["not_issuer"]


def test_not_while_something_hangs_on_it(cast: Cast) -> None:
    order_id = cast.issued()
    submitted(cast, order_id, 3)
    assert refused(cast, lambda: cancel(cast, order_id)) == ["live_claims"]


def test_a_refusal_names_what_hangs_on_it_as_the_record_does(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id, 8)
    submitted(cast, order_id, 2)
    paid = UUID(received(cast, order_id, number="R-1", quantity=5)["id"])
    initiated(cast, paid)
    received(cast, order_id, number="R-2", quantity=2, unit_price="110.00")
    void(by=cast.petra, at=NOW, invoice_id=UUID(received(cast, order_id, number="R-3")["id"]), reason="A slip")
    with pytest.raises(Refused) as no:
        cancel(cast, order_id)
    [reason] = no.value.reasons
    assert [(thing.kind, thing.named, thing.state) for thing in reason.leads] == [
        ("evidence", "1", "accepted"),
        ("evidence", "1", "submitted"),
        ("invoice", "R-1", "paying"),
        ("invoice", "R-2", "disputed"),
        ("payment", "", "initiated"),
    ]
    assert reason.params["count"] == 4 and "invoice R-2 over" in reason.words
    with scope.reading(cast.company_id):
        assert facts_of(cast.iris, order_id, NOW).fulfilment.hanging == list(reason.leads)


def test_what_hangs_on_an_order_is_called_as_its_own_room_calls_it() -> None:
    bills = {kind: Invoice(kind=kind) for kind in Invoice.KIND_WORDS}
    owners: dict[str, Any] = {"evidence": Piece, "payment": Payment} | bills
    for kind, states in STATES.items():
        for state, words in states.items():
            assert str(words) == str(owners[kind].state_words(state)), (kind, state)
    live = {state for state in Invoice.STATES if Invoice(kind="invoice", state=state).is_live}
    assert live == set(STATES["invoice"])


def test_cancelled_is_final(cast: Cast) -> None:
    order_id = IN_STATE["cancelled"](cast)
    assert refused(cast, lambda: cancel(cast, order_id)) == ["wrong_state"]


@pytest.mark.parametrize("reason", ["", "no", "a\x00bc"])
def test_not_without_a_reason(cast: Cast, reason: str) -> None:
    order_id = cast.issued()
    untouched(cast, Invalid, lambda: cancel(cast, order_id, reason=reason))
