"""order.reject: a no, with a reason that the requester reads."""

from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast, line
from .books import entries
from .ordering import IN_STATE, approve, order_of, steps_of
from .verb import WHY, Given, VerbTests, refused, untouched


class TestReject(VerbTests):
    verb, who = "order.reject", "amir"

    def given(self, cast: Cast) -> Given:
        return {"order_id": cast.pending(), "reason": WHY}


def reject(cast: Cast, order_id: UUID, who: str = "amir", reason: str = WHY) -> None:
    orders.reject(by=cast.members[who], at=NOW, order_id=order_id, reason=reason)


def test_works(cast: Cast) -> None:
    order_id = cast.pending()
    reject(cast, order_id)
    order, step = order_of(cast, order_id), steps_of(cast, order_id)[0]
    assert (order.state, order.approval.state, order.approved_at) == ("rejected", "refused", None)
    assert (step.state, step.member_id, step.decided_at, step.reason) == ("refused", cast.amir.id, NOW, WHY)
    assert entries(cast.company_id, verb="order.reject")[0].reason == WHY


def test_the_second_level_rejects_what_the_first_approved(cast: Cast) -> None:
    order_id = cast.pending(lines=[line(quantity=100)])
    approve(cast, order_id)
    reject(cast, order_id, "bela")
    assert order_of(cast, order_id).state == "rejected"
    assert [step.state for step in steps_of(cast, order_id)] == ["given", "refused"]


@pytest.mark.parametrize("state", sorted(set(IN_STATE) - {"pending"}))
def test_only_what_waits(cast: Cast, state: str) -> None:
    order_id = IN_STATE[state](cast)
    assert refused(cast, lambda: reject(cast, order_id)) == ["wrong_state"]


def test_the_requester_recalls_and_does_not_reject(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="approver")
    cast.again("rita")
    order_id = cast.pending()
    assert refused(cast, lambda: reject(cast, order_id, "rita")) == ["own_request"]


def test_only_whom_the_policy_names(cast: Cast) -> None:
    order_id = cast.pending()
    assert refused(cast, lambda: reject(cast, order_id, "fay")) == ["not_named_by_policy"]


@pytest.mark.parametrize("reason", ["", "no", "  \n ", "a\x00bc", "a" * 2001])
def test_not_without_a_reason(cast: Cast, reason: str) -> None:
    order_id = cast.pending()
    untouched(cast, Invalid, lambda: reject(cast, order_id, reason=reason))
