"""payment.initiate: a released payment is on its way."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Day, Text
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import PaymentCase


@action("payment.initiate", on=PaymentCase, rule=rules.initiate)
def initiate(case: PaymentCase, *, day: Day | None = None, reference: Text = "", day_reason: Text = "") -> Stored:
    """Note that the bank has it since this day, today when none is named. It is not paid yet (R85).

    What no longer fits does not leave, and nothing changes. `day_reason` says why it left before it was released.
    """
    payment = case.payment
    payment.initiated_on, payment.initiated_at = case.day, case.at
    payment.reference, payment.day_reason = reference, day_reason
    move(payment, "initiate")
    return case.paying.stored()
