"""payment.reverse: a bank took back what had arrived; what it paid is looked at again at once."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Day, Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import PaymentCase
from ..standing import take_back


@action("payment.reverse", on=PaymentCase, rule=rules.reverse)
def reverse(case: PaymentCase, *, reason: Why, day: Day | None = None) -> Stored:
    """Note the day on which a bank took back what had arrived. Somebody else of finance releases it again."""
    payment = case.payment
    payment.reversed_on, payment.ended_at, payment.ended_by, payment.reason = case.day, case.at, case.by, reason
    move(payment, "reverse")
    take_back(case.paying, by=case.by, at=case.at)
    return case.paying.stored(reason)
