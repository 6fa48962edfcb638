"""payment.initiate: a released payment is on its way."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Day, Text
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..asking import initiate_case
from ..standing import locked, look_at


@action("payment.initiate", subject="payment")
def initiate(
    *,
    by: Member,
    at: datetime,
    payment_id: UUID,
    day: Day | None = None,
    reference: Text = "",
    day_reason: Text = "",
) -> Stored:
    """Note that the bank has it since this day, today when none is named. It is not paid yet (R85).

    What no longer fits does not leave, and nothing changes. `day_reason` says why it left before it was released.
    """
    paying = locked(by, payment_id)
    stage = look_at(paying, by=by, at=at)
    refuse_if(rules.initiate(**initiate_case(paying.payment, stage), day=day, day_reason=day_reason))
    paying.payment.initiated_on, paying.payment.initiated_at = day or stage.today, at
    paying.payment.reference, paying.payment.day_reason = reference, day_reason
    move(paying.payment, "initiate")
    return paying.stored()
