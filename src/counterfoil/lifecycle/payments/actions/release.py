"""payment.release: finance lets money go, after one more look at everything."""

from uuid import UUID

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Day, Text
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders.document import money_text

from .. import linking_rules, releasing, rules
from ..cases import ReleaseCase
from ..reaching import within_right
from ..values import Part


@action("payment.release", on=ReleaseCase, rule=(rules.release, within_right))
def release(
    case: ReleaseCase,
    *,
    amount: Part | None = None,
    line_id: UUID | None = None,
    starts_on: Day | None = None,
    ends_on: Day | None = None,
    purpose: Text = "",
) -> Stored:
    """Release what is open of an invoice, or a part of it. Everything is looked at again under the locks (R84, R100).

    A credit balance of the contractor goes first, the oldest in full; where it pays all of it, no payment is made. A part says
    which line, period or purpose it is for (R106).
    """
    refuse_if(case.ask(linking_rules.in_context))
    payment, set_off = releasing.let_go(case)
    invoice = case.invoice
    answer = releasing.stored(payment, invoice, money_text(set_off, invoice.currency))
    return Stored(payment.id if payment else invoice.id, answer, order_id=invoice.order_id)
