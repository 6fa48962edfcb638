"""refund.note, refund.confirm, refund.withdraw: a credit balance that the contractor sent back, instead of a set-off."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.remembered import lock_row
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Amount, Day, Text, Why
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice

from .. import balances, queries, rules
from ..models import Refund

Part = Annotated[Amount, Field(gt=0)]


@action("refund.note", subject="invoice")
def note_refund(
    *, by: Member, at: datetime, invoice_id: UUID, amount: Part, day: Day | None = None, reference: Text = ""
) -> Stored:
    """Note that so much of an invoice's credit balance came back on this day. It counts once a second person confirms it."""
    invoices.lock_with_order(by, invoice_id)
    credited: Invoice = invoices.visible(by).select_related("contractor").one(invoice_id)
    today = by.company.today(at)
    refuse_if(rules.note_refund(credited, amount, day or today, today))
    refund = Refund.objects.create(
        company_id=by.company_id,
        credited=credited,
        amount=amount,
        net=balances.credited_net(credited, amount),
        received_on=day or today,
        reference=reference,
        noted_by=by,
        noted_at=at,
    )
    return _stored(refund)


@action("refund.confirm", subject="refund")
def confirm_refund(*, by: Member, at: datetime, refund_id: UUID) -> Stored:
    """A second person confirms that the money is there: from now on it is off the order and the balance."""
    refund = _locked(by, refund_id)
    refuse_if(rules.confirm_refund(refund, by, separated(by)))
    return _decided(refund, "confirm", by=by, at=at)


@action("refund.withdraw", subject="refund")
def withdraw_refund(*, by: Member, at: datetime, refund_id: UUID, reason: Why) -> Stored:
    """It was noted by mistake: its part of the balance can be set off again."""
    refund = _locked(by, refund_id)
    refuse_if(rules.withdraw_refund(refund))
    refund.reason = reason
    return _decided(refund, "withdraw", by=by, at=at, reason=reason)


def _locked(by: Member, refund_id: UUID) -> Refund:
    """A refund on a visible invoice, behind the order and the invoice. Raises NotFound."""
    invoices.lock_with_order(by, queries.refund(by, refund_id).credited_id)
    lock_row(Refund, by.company_id, refund_id)
    refund: Refund = Refund.objects.within(by.company_id).select_related("credited__contractor").get(id=refund_id)
    return refund


def _decided(refund: Refund, verb: str, *, by: Member, at: datetime, reason: str = "") -> Stored:
    refund.decided_by, refund.decided_at = by, at
    move(refund, verb)
    return _stored(refund, reason)


def _stored(refund: Refund, reason: str = "") -> Stored:
    answer = {"id": str(refund.id), "state": refund.state, "invoice_id": str(refund.credited_id)}
    return Stored(refund.id, answer, order_id=refund.credited.order_id, reason=reason)
