"""payment.fail: the bank sent it back; its invoice is looked at again at once and can be released anew."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import PaymentCase
from ..standing import take_back


@action("payment.fail", on=PaymentCase, rule=rules.fail)
def fail(case: PaymentCase, *, reason: Why) -> Stored:
    """A payment that was on its way did not arrive."""
    payment = case.payment
    payment.ended_at, payment.ended_by, payment.reason = case.at, case.by, reason
    move(payment, "fail")
    take_back(case.paying, by=case.by, at=case.at)
    return case.paying.stored(reason)
