"""Who has an interest in an order never decides on it: who wrote it, who is paid by it, whose order it replaces."""

from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast, line
from .ordering import steps_of
from .verb import WHY, refused


def give(cast: Cast, name: str, role: str) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.members[name].id, role=role)
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


@pytest.mark.parametrize("rate", ["0.001", "1.25", "900"])
def test_a_typed_rate_leaves_no_level_out(cast: Cast, rate: str) -> None:
    order_id = cast.draft(currency="USD", rate=Decimal(rate))
    submitted(cast, order_id)
    assert [step.role for step in steps_of(cast, order_id)] == ["approver", "approver"]


def test_a_rate_that_makes_it_worth_nothing(cast: Cast) -> None:
    order_id = cast.draft(currency="USD", rate=Decimal("0.0000001"))
    assert refused(cast, lambda: submitted(cast, order_id)) == ["no_amount"]
