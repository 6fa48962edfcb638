"""order.approve: a yes to what was shown, by whom the policy names, never by who asked."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel.refusals import Invalid, Refused
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from .books import entries
from .ordering import IN_STATE, approvals_of, approve, lines_of, order_of, shown, steps_of
from .solo import Solo, found_solo
from .verb import Given, VerbTests, refused, untouched

LARGE = {"lines": [line(quantity=100)]}


class TestApprove(VerbTests):
    verb, who = "order.approve", "amir"

    def given(self, cast: Cast) -> Given:
        order_id = cast.pending()
        return {"order_id": order_id, "shown": shown(cast, order_id)}

    def otherwise(self, given: Given) -> Given:
        return given | {"shown": "0" * 64}


def test_one_level_is_enough_below_five_thousand(cast: Cast) -> None:
    order_id = cast.pending()
    assert approve(cast, order_id)["state"] == "approved"
    order = order_of(cast, order_id)
    assert (order.approved_at, order.approval.state, order.approval.closed_at) == (NOW, "given", NOW)


@pytest.mark.req(74)
def test_two_levels_from_five_thousand_on(cast: Cast) -> None:
    order_id = cast.pending(**LARGE)
    assert approve(cast, order_id)["state"] == "pending"
    assert order_of(cast, order_id).approved_at is None
    assert approve(cast, order_id, "bela")["state"] == "approved"
    assert [step.member_id for step in steps_of(cast, order_id)] == [cast.amir.id, cast.bela.id]


@pytest.mark.req(75)
def test_one_approval_moment_and_one_chain_of_approvers(cast: Cast) -> None:
    order_id = cast.pending(**LARGE)
    approve(cast, order_id)
    later = NOW + timedelta(hours=2)
    orders.approve(by=cast.bela, at=later, order_id=order_id, shown=shown(cast, order_id))
    approval = approvals_of(cast, order_id)[0]
    chain = [(step.position, step.member_id, step.decided_at, step.state) for step in steps_of(cast, order_id)]
    assert chain == [(1, cast.amir.id, NOW, "given"), (2, cast.bela.id, later, "given")]
    assert order_of(cast, order_id).approved_at == approval.closed_at == later
    assert [entry.member_id for entry in entries(cast.company_id, verb="order.approve")] == [cast.amir.id, cast.bela.id]


def test_the_last_yes_authorises_the_amount(cast: Cast) -> None:
    order_id = cast.pending(lines=[line(), line(quantity="2.5", unit_price="10.004")])
    assert order_of(cast, order_id).limit_amount == 0
    approve(cast, order_id)
    assert order_of(cast, order_id).limit_amount == Decimal("1025.01")
    limits = [(kept.limit_quantity, kept.limit_amount) for kept, _said in lines_of(cast, order_id)]
    assert limits == [(Decimal(10), Decimal("1000.00")), (Decimal("2.5"), Decimal("25.01"))]


@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"pending"}))
def test_only_what_waits(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    call = partial(orders.approve, by=cast.amir, at=NOW, order_id=order_id, shown="0" * 64)
    assert "wrong_state" in refused(cast, call)


@pytest.mark.req(49)
def test_the_requester_never(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="approver")
    cast.again("rita")
    order_id = cast.pending()
    assert refused(cast, lambda: approve(cast, order_id, "rita")) == ["own_request"]


@pytest.mark.req(49)
def test_neither_who_requested_nor_who_submitted(cast: Cast) -> None:
    for name in ("rita", "iris"):
        grant_role(by=cast.olga, at=NOW, member_id=cast.members[name].id, role="approver")
        cast.again(name)
    order_id = cast.draft()
    orders.submit(by=cast.iris, at=NOW, order_id=order_id)
    assert refused(cast, lambda: approve(cast, order_id, "rita")) == ["own_request"]
    assert refused(cast, lambda: approve(cast, order_id, "iris")) == ["own_request"]


def test_nobody_takes_two_steps(cast: Cast) -> None:
    order_id = cast.pending(**LARGE)
    approve(cast, order_id)
    assert refused(cast, lambda: approve(cast, order_id)) == ["approved_before"]


def test_only_whom_the_policy_names(cast: Cast) -> None:
    """Fay may approve somewhere, but this step is for an approver; the answer is for good."""
    order_id = cast.pending()
    assert refused(cast, lambda: approve(cast, order_id, "fay")) == ["not_named_by_policy"]
    with pytest.raises(Refused) as caught:
        approve(cast, order_id, "fay")
    assert caught.value.never


def test_only_what_was_shown(cast: Cast) -> None:
    order_id = cast.pending()
    old = shown(cast, order_id)
    orders.recall(by=cast.rita, at=NOW, order_id=order_id)
    changes = OrderChanges.model_validate({"lines": [line(quantity=49)]})
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=changes)
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)
    call = partial(orders.approve, by=cast.amir, at=NOW, order_id=order_id, shown=old)
    assert refused(cast, call) == ["shown_is_not_current"]


@pytest.mark.parametrize("garbage", ["\x00", "a" * 1000])
def test_a_hash_that_is_none(cast: Cast, garbage: str) -> None:
    order_id = cast.pending()
    call = partial(orders.approve, by=cast.amir, at=NOW, order_id=order_id, shown=garbage)
    untouched(cast, Invalid, call)


def test_a_new_policy_does_not_reach_what_was_submitted_before(cast: Cast) -> None:
    order_id = cast.pending()
    levels = {"levels": [{"from_amount": "0", "role": "finance"}]}
    set_policy(by=cast.olga, at=NOW, values=PolicyValues.model_validate(levels))
    assert approve(cast, order_id)["state"] == "approved"
    later = cast.pending()
    assert refused(cast, lambda: approve(cast, later)) == ["not_named_by_policy"]
    assert approve(cast, later, "fay")["state"] == "approved"


# -- a company of one -----------------------------------------------------------------------------------------------


@pytest.fixture
def solo(cast: Cast) -> Solo:
    made = found_solo()
    made.set_policy()
    return made


def _approve(solo: Solo, order_id: UUID, digest: str) -> dict[str, Any]:
    return orders.approve(by=solo.sole, at=NOW, order_id=order_id, shown=digest)


def _pending(solo: Solo) -> tuple[UUID, str]:
    order_id = solo.draft()
    return order_id, orders.submit(by=solo.sole, at=NOW, order_id=order_id)["digest"]


def test_one_person_alone_can_not_submit_while_separation_is_on(solo: Solo) -> None:
    order_id = solo.draft()
    with pytest.raises(Refused, match="Nobody is left"):
        orders.submit(by=solo.sole, at=NOW, order_id=order_id)


@pytest.mark.req(49)
def test_every_approval_of_one_s_own_request_is_marked(solo: Solo) -> None:
    solo.separate(False)
    order_id, digest = _pending(solo)
    assert _approve(solo, order_id, digest)["state"] == "approved"
    assert [step.by_requester for step in steps_of(solo, order_id)] == [True]  # type: ignore[arg-type]


def test_it_is_marked_too_when_somebody_else_submitted_it(solo: Solo) -> None:
    """Whose wish it is counts, not only who pressed the button."""
    solo.separate(False)
    helper = solo.join("issuer")
    order_id = solo.draft()
    digest = orders.submit(by=helper, at=NOW, order_id=order_id)["digest"]
    _approve(solo, order_id, digest)
    assert [step.by_requester for step in steps_of(solo, order_id)] == [True]  # type: ignore[arg-type]


def test_another_s_request_is_not_marked(solo: Solo) -> None:
    solo.separate(False)
    helper = solo.join("issuer")
    order_id = solo.draft(helper)
    digest = orders.submit(by=helper, at=NOW, order_id=order_id)["digest"]
    _approve(solo, order_id, digest)
    assert [step.by_requester for step in steps_of(solo, order_id)] == [False]  # type: ignore[arg-type]


def test_separation_comes_back_when_a_second_approver_arrives(solo: Solo) -> None:
    solo.separate(False)
    order_id, digest = _pending(solo)
    solo.join("approver")
    with pytest.raises(Refused) as caught:
        _approve(solo, order_id, digest)
    assert [reason.key for reason in caught.value.reasons] == ["own_request"]


def test_the_database_sees_the_second_approver_too(solo: Solo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the rules ever be asked with an old answer, the guard counts for itself."""
    solo.separate(False)
    order_id, digest = _pending(solo)
    solo.join("approver")
    monkeypatch.setattr("counterfoil.foundation.companies.queries.count_of_approvers", lambda company_id: 1)
    with pytest.raises(Refused) as caught:
        _approve(solo, order_id, digest)
    assert caught.value.reasons[0].params == {"constraint": "step_separation"}
