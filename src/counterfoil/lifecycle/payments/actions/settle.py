"""payment.settle: the money has arrived."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Day
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import PaymentCase
from ..standing import finish


@action("payment.settle", on=PaymentCase, rule=rules.settle)
def settle(case: PaymentCase, *, day: Day | None = None) -> Stored:
    """Note the day on which the money arrived. The invoice is paid once all that is left of it is settled (R85)."""
    payment = case.payment
    payment.settled_on, payment.settled_at = case.day, case.at
    move(payment, "settle")
    finish(case.paying)
    return case.paying.stored()
