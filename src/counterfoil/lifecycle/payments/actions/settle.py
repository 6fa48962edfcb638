"""payment.settle: the money has arrived."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Day
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..standing import finish, locked


@action("payment.settle", subject="payment")
def settle(*, by: Member, at: datetime, payment_id: UUID, day: Day | None = None) -> Stored:
    """Note the day on which the money arrived. The invoice is paid once all that is left of it is settled (R85)."""
    paying = locked(by, payment_id)
    today = by.company.today(at)
    refuse_if(rules.settle(paying.payment, day or today, today))
    paying.payment.settled_on, paying.payment.settled_at = day or today, at
    move(paying.payment, "settle")
    finish(paying)
    return paying.stored()
