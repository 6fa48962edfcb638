"""Who has an interest in an order never decides on it: who wrote it, who is paid by it, whose order it replaces."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import link_contractor
from counterfoil.foundation.parties.models import Contractor
from counterfoil.insight.trace.facts import facts_of
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders import rules
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from ..insight.desk.row_by_row import asked_of_the_database, asked_of_the_rules
from .ordering import steps_of
from .verb import WHY, refused


def give(cast: Cast, name: str, role: str) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.members[name].id, role=role, confirm=cast.members[name].name)
    cast.again(name)


def submitted(cast: Cast, order_id: UUID, who: str = "rita") -> str:
    return str(orders.submit(by=cast.members[who], at=NOW, order_id=order_id)["digest"])


def may_not_decide(cast: Cast, name: str, order_id: UUID, shown: str) -> None:
    approving = refused(cast, lambda: orders.approve(by=cast.members[name], at=NOW, order_id=order_id, shown=shown))
    rejecting = refused(cast, lambda: orders.reject(by=cast.members[name], at=NOW, order_id=order_id, reason=WHY))
    assert approving == rejecting == ["own_request"]


@pytest.mark.req(49)
def test_who_wrote_at_the_draft(cast: Cast) -> None:
    give(cast, "amir", "manager")
    order_id = cast.draft()
    changes = OrderChanges.model_validate({"lines": [line(10, "150")]})
    orders.change(by=cast.amir, at=NOW, order_id=order_id, changes=changes)
    shown = submitted(cast, order_id)
    may_not_decide(cast, "amir", order_id, shown)
    assert orders.approve(by=cast.bela, at=NOW, order_id=order_id, shown=shown)["state"] == "approved"


def test_the_contractor_s_own_member(cast: Cast) -> None:
    give(cast, "cleo", "approver")
    order_id = cast.draft()
    may_not_decide(cast, "cleo", order_id, submitted(cast, order_id))


def test_whose_order_it_replaces(cast: Cast) -> None:
    give(cast, "amir", "manager")
    first = UUID(orders.create(by=cast.amir, at=NOW, values=cast.values())["id"])
    copy = UUID(orders.cancel(by=cast.rita, at=NOW, order_id=first, reason=WHY, replace=True)["replacement"])
    may_not_decide(cast, "amir", copy, submitted(cast, copy))


def _replaced(cast: Cast, order_id: UUID, who: str) -> UUID:
    """The draft that somebody puts in the place of an order."""
    made = orders.cancel(by=cast.members[who], at=NOW, order_id=order_id, reason=WHY, replace=True)
    return UUID(made["replacement"])


@pytest.mark.req(49)
def test_two_cancel_and_replace_steps_make_no_requester_an_approver(cast: Cast) -> None:
    give(cast, "rita", "approver")
    first = cast.issued()
    second = _replaced(cast, _replaced(cast, first, "iris"), "olga")
    may_not_decide(cast, "rita", second, submitted(cast, second, "olga"))


def test_a_writer_does_not_approve_own_lines_however_often_the_order_was_replaced(cast: Cast) -> None:
    give(cast, "amir", "manager")
    first = cast.draft()
    changes = OrderChanges.model_validate({"lines": [line(10, "150")]})
    orders.change(by=cast.amir, at=NOW, order_id=first, changes=changes)
    third = _replaced(cast, _replaced(cast, first, "iris"), "olga")
    shown = submitted(cast, third, "olga")
    may_not_decide(cast, "amir", third, shown)
    assert orders.approve(by=cast.bela, at=NOW, order_id=third, shown=shown)["state"] == "approved"


def test_who_submitted_or_revised_what_was_replaced(cast: Cast) -> None:
    give(cast, "amir", "manager")
    first = cast.draft()
    submitted(cast, first, "amir")
    orders.reject(by=cast.bela, at=NOW, order_id=first, reason=WHY)
    orders.revise(by=cast.olga, at=NOW, order_id=first)
    second = _replaced(cast, first, "iris")
    shown = submitted(cast, second, "iris")
    may_not_decide(cast, "amir", second, shown)
    give(cast, "olga", "approver")
    may_not_decide(cast, "olga", second, shown)


def test_who_approved_issued_or_cancelled_it_has_no_interest_by_that(cast: Cast) -> None:
    give(cast, "iris", "approver")
    second = _replaced(cast, cast.issued(), "iris")
    third = _replaced(cast, second, "rita")
    shown = submitted(cast, third)
    may_not_decide(
        cast, "iris", third, shown
    )  # she asked for the second, which is why, and not that she issued the first
    assert orders.approve(by=cast.amir, at=NOW, order_id=third, shown=shown)["state"] == "approved"


@pytest.mark.parametrize("rate", ["0.001", "1.25", "900"])
def test_a_typed_rate_leaves_no_level_out(cast: Cast, rate: str) -> None:
    order_id = cast.draft(currency="USD", rate=Decimal(rate))
    submitted(cast, order_id)
    assert [step.role for step in steps_of(cast, order_id)] == ["approver", "approver"]


def test_a_rate_that_makes_it_worth_nothing(cast: Cast) -> None:
    order_id = cast.draft(currency="USD", rate=Decimal("0.0000001"))
    assert refused(cast, lambda: submitted(cast, order_id)) == ["no_amount"]


def _linked_since(cast: Cast, **more: Any) -> tuple[UUID, str]:
    """An order that was submitted while its contractor had no sign-in; Cleo became it since, and an approver after that."""
    with scope.reading(cast.company_id):
        engagement = Contractor.objects.get(code="CLEO").engagements.get()
    order_id = cast.draft(contractor_id=engagement.contractor_id, engagement_id=engagement.id, **more)
    shown = submitted(cast, order_id)
    link_contractor(by=cast.fay, at=NOW, contractor_id=engagement.contractor_id, member_id=cast.cleo.id)
    give(cast, "cleo", "approver")
    return order_id, shown


@pytest.mark.req(49)
def test_who_became_the_contractor_s_sign_in_since(cast: Cast) -> None:
    """The link asks whether they approve, the role does not ask whether they are paid: so the word is asked both."""
    order_id, shown = _linked_since(cast)
    approving = refused(cast, lambda: orders.approve(by=cast.cleo, at=NOW, order_id=order_id, shown=shown))
    rejecting = refused(cast, lambda: orders.reject(by=cast.cleo, at=NOW, order_id=order_id, reason=WHY))
    assert approving == rejecting == ["own_money"]
    with scope.reading(cast.company_id):
        able = facts_of(cast.amir, order_id, NOW).may_take_next_step()
        assert (
            asked_of_the_database(cast.cleo, NOW)["approve"] == asked_of_the_rules(cast.cleo, NOW)["approve"] == set()
        )
    assert {one.id for one in able} == {cast.amir.id, cast.bela.id}
    assert orders.approve(by=cast.amir, at=NOW, order_id=order_id, shown=shown)["state"] == "approved"


def test_the_database_knows_who_became_the_contractor_s_sign_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """For whoever takes the last step, and for whoever takes the first of two."""
    monkeypatch.setattr(rules, "decide", lambda *given: [])
    order_id, shown = _linked_since(cast, lines=[line(100)])
    with pytest.raises(Refused) as caught:
        orders.approve(by=cast.cleo, at=NOW, order_id=order_id, shown=shown)
    assert caught.value.reasons[0].params == {"constraint": "step_to_oneself"}
