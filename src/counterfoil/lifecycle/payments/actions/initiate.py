"""payment.initiate: a released payment is on its way."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Day, Text
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..standing import locked


@action("payment.initiate", subject="payment")
def initiate(*, by: Member, at: datetime, payment_id: UUID, day: Day | None = None, reference: Text = "") -> Stored:
    """Note that the bank has it since this day, today when none is named. It is not paid yet (R85)."""
    paying = locked(by, payment_id)
    today = by.company.today(at)
    refuse_if(rules.initiate(paying.payment, day or today, today))
    paying.payment.initiated_on, paying.payment.initiated_at = day or today, at
    paying.payment.reference = reference
    move(paying.payment, "initiate")
    return paying.stored()
