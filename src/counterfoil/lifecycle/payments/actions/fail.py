"""payment.fail: the bank sent it back; its invoice is looked at again at once and can be released anew."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..standing import locked, take_back


@action("payment.fail", subject="payment")
def fail(*, by: Member, at: datetime, payment_id: UUID, reason: Why) -> Stored:
    """A payment that was on its way did not arrive."""
    paying = locked(by, payment_id)
    refuse_if(rules.fail(paying.payment))
    paying.payment.ended_at, paying.payment.ended_by, paying.payment.reason = at, by, reason
    move(paying.payment, "fail")
    take_back(paying, by=by, at=at)
    return paying.stored(reason)
