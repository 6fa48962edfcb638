"""refund.note, refund.confirm, refund.withdraw: a credit balance that the contractor sent back, instead of a set-off."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Amount, Day, Text, Why
from counterfoil.foundation.trail.action import Stored, action

from .. import balances, rules
from ..cases import BalanceCase, RefundCase
from ..models import Refund

Part = Annotated[Amount, Field(gt=0)]


@action("refund.note", on=BalanceCase, rule=rules.has_balance)
def note_refund(case: BalanceCase, *, amount: Part, day: Day | None = None, reference: Text = "") -> Stored:
    """Note that so much of an invoice's credit balance came back on this day. It counts once a second person confirms it."""
    refuse_if(case.ask(rules.note_refund))
    refund = Refund.objects.create(
        company_id=case.by.company_id,
        credited=case.credited,
        amount=amount,
        net=balances.credited_net(case.credited, amount),
        received_on=case.day,
        reference=reference,
        noted_by=case.by,
        noted_at=case.at,
    )
    return _stored(refund)


@action("refund.confirm", on=RefundCase, rule=rules.confirm_refund)
def confirm_refund(case: RefundCase) -> Stored:
    """A second person confirms that the money is there: from now on it is off the order and the balance."""
    return _decided(case.refund, "confirm", by=case.by, at=case.at)


@action("refund.withdraw", on=RefundCase, rule=rules.withdraw_refund)
def withdraw_refund(case: RefundCase, *, reason: Why) -> Stored:
    """It was noted by mistake: its part of the balance can be set off again."""
    case.refund.reason = reason
    return _decided(case.refund, "withdraw", by=case.by, at=case.at, reason=reason)


def _decided(refund: Refund, verb: str, *, by: Member, at: datetime, reason: str = "") -> Stored:
    refund.decided_by, refund.decided_at = by, at
    move(refund, verb)
    return _stored(refund, reason)


def _stored(refund: Refund, reason: str = "") -> Stored:
    answer = {"id": str(refund.id), "state": refund.state, "invoice_id": str(refund.credited_id)}
    return Stored(refund.id, answer, order_id=refund.credited.order_id, reason=reason)
