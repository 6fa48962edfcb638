"""payment.mark_paid: what was paid elsewhere is released, has left and has arrived, in one step."""

from datetime import date
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel.refusals import Reason, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Day, Text
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders.document import money_text

from .. import linking_rules, releasing, rules
from ..cases import ReleaseCase
from ..models import Payment
from ..reaching import within_right
from ..standing import Paying, finish
from ..values import Part


@action("payment.mark_paid", on=ReleaseCase, rule=(rules.release, within_right))
def mark_paid(
    case: ReleaseCase,
    *,
    day: Day | None = None,
    reference: Text = "",
    day_reason: Text = "",
    amount: Part | None = None,
    line_id: UUID | None = None,
    starts_on: Day | None = None,
    ends_on: Day | None = None,
    purpose: Text = "",
) -> Stored:
    """Note that an invoice, or a part of it, was paid on this day.

    All that release, initiation and settlement ask is asked, of the member too; where one of them refuses nothing is done.
    """
    invoice, on = case.invoice, day or case.today
    refuse_if(case.ask(linking_rules.in_context))
    payment, set_off = releasing.let_go(case)
    if payment is not None:
        refuse_if(_may_leave(payment, case, on, day_reason))
        payment.initiated_on, payment.initiated_at = on, case.at
        payment.reference, payment.day_reason = reference, day_reason
        move(payment, "initiate")
        refuse_if(rules.settle(payment, on, case.today))
        payment.settled_on, payment.settled_at = on, case.at
        move(payment, "settle")
        paying = Paying(payment, [invoice])
        finish(paying)
        invoice = paying.invoice
    answer = releasing.stored(payment, invoice, money_text(set_off, invoice.currency))
    return Stored(payment.id if payment else invoice.id, answer, order_id=invoice.order_id, reason=day_reason)


def _may_leave(payment: Payment, case: ReleaseCase, day: date, day_reason: str) -> list[Reason]:
    """What sending it asks: what stands against the invoice was asked a moment ago, under the same locks."""
    known: dict[str, Any] = {"against": [], "held": [], "released_on": case.today, "today": case.today}
    return rules.initiate(payment, [case.invoice], **known, day=day, day_reason=day_reason)
