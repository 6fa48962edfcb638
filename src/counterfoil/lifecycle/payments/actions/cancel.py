"""payment.cancel: a released payment is taken back before it is sent."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..standing import locked, take_back


@action("payment.cancel", subject="payment")
def cancel(*, by: Member, at: datetime, payment_id: UUID, reason: Why) -> Stored:
    """Take a release back. The invoice is looked at again at once and can be released anew."""
    paying = locked(by, payment_id)
    refuse_if(rules.cancel(paying.payment))
    paying.payment.ended_at, paying.payment.ended_by, paying.payment.reason = at, by, reason
    move(paying.payment, "cancel")
    take_back(paying, by=by, at=at)
    return paying.stored(reason)
