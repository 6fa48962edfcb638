"""payment.cancel: a released payment is taken back before it is sent."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import PaymentCase
from ..standing import take_back


@action("payment.cancel", on=PaymentCase, rule=rules.cancel)
def cancel(case: PaymentCase, *, reason: Why) -> Stored:
    """Take a release back. The invoice is looked at again at once and can be released anew."""
    payment = case.payment
    payment.ended_at, payment.ended_by, payment.reason = case.at, case.by, reason
    move(payment, "cancel")
    take_back(case.paying, by=case.by, at=case.at)
    return case.paying.stored(reason)
