"""payment.settle: the money has arrived."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Day
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices.models import Invoice

from .. import queries, rules
from ..standing import locked


@action("payment.settle", subject="payment")
def settle(*, by: Member, at: datetime, payment_id: UUID, day: Day | None = None) -> Stored:
    """Note the day on which the money arrived. The invoice is paid once all that is left of it is settled (R85)."""
    paying = locked(by, payment_id, at)
    today = by.company.today(at)
    refuse_if(rules.settle(paying.payment, day or today, today))
    paying.payment.settled_on, paying.payment.settled_at = day or today, at
    move(paying.payment, "settle")
    if _all_settled(paying.stage.invoice):
        move(paying.stage.invoice, "settle")
    return paying.stored()


def _all_settled(invoice: Invoice) -> bool:
    allocations = queries.of_invoices(invoice.company_id, [invoice.id])
    return invoice.open_amount <= 0 and all(one.payment.state == "settled" for one in allocations if one.live)
