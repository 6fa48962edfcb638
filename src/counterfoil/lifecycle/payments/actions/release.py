"""payment.release: finance lets money go, after one more look at everything."""

from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Day, Text
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders.document import money_text

from .. import balances, releasing, rules
from ..cases import ReleaseCase
from ..models import Payment
from ..releasing import Asked
from ..values import Part


@action("payment.release", on=ReleaseCase, rule=rules.release)
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
    refuse_if(case.ask(rules.in_context))
    payment, set_off = let_go(case)
    invoice = case.invoice
    answer = releasing.stored(payment, invoice, money_text(set_off, invoice.currency))
    return Stored(payment.id if payment else invoice.id, answer, order_id=invoice.order_id)


def let_go(case: ReleaseCase) -> tuple[Payment | None, Decimal]:
    """Pay what was asked for of the case's invoice: the payment, if one was made, and what was set off."""
    one = Asked(case.invoice, case.amount or case.invoice.open_amount, case.context)
    takings = balances.taken(case.balances, one.amount)
    set_off = sum((each.amount for each in takings), ZERO)
    contractor, currency = one.invoice.contractor, one.invoice.currency
    payment = releasing.payment_of(contractor, currency, one.amount - set_off, by=case.by, at=case.at)
    releasing.pay(one, payment, takings, by=case.by, at=case.at)
    return payment, set_off
