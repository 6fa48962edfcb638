"""Nobody lifts a hold on what pays themselves: not on the contractor, not on the order, not on the invoice."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import hold_contractor, lift_contractor
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.trace.record import record
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .billing import invoice_of, matched
from .verb import WHY

VALUES = HoldValues.model_validate({"scope": "everything", "reason": "Bank details are checked."})


@pytest.fixture
def cleo(cast: Cast) -> Member:
    """Cleo, who works for finance too."""
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="finance", confirm=cast.cleo.name)
    with scope.reading(cast.company_id):
        return Member.objects.select_related("company").prefetch_related("rights").get(id=cast.cleo.id)


@pytest.mark.parametrize("on", ["contractor", "order", "invoice"])
def test_the_contractors_own_member_lifts_nothing_and_another_does(cast: Cast, cleo: Member, on: str) -> None:
    invoice_id = matched(cast)
    subject: dict[str, Any] = {
        "contractor": {"contractor_id": cast.contractor_id},
        "order": {"order_id": invoice_of(cast, invoice_id).order_id},
        "invoice": {"invoice_id": invoice_id},
    }[on]
    place, lift = {
        "contractor": (hold_contractor, lift_contractor),
        "order": (orders.hold, orders.lift),
        "invoice": (invoices.hold, invoices.lift),
    }[on]
    hold_id = UUID(place(by=cast.petra, at=NOW, values=VALUES, **subject)["hold_id"])
    with pytest.raises(Refused) as refusal:
        lift(by=cleo, at=NOW, hold_id=hold_id, reason=WHY, **subject)
    assert [reason.key for reason in refusal.value.reasons] == ["own_money"] and refusal.value.never
    lift(by=cast.petra, at=NOW, hold_id=hold_id, reason=WHY, **subject)


def test_the_record_says_so_too(cast: Cast, cleo: Member) -> None:
    order_id = cast.issued()
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=VALUES)
    with scope.reading(cast.company_id):
        move = next(one for one in record(cleo, order_id, NOW).verbs if one.verb == "order.lift")
    assert [reason.key for reason in move.reasons] == ["own_money"]
