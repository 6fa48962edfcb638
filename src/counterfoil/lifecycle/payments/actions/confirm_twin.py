"""payment.confirm_twin: a second person says that one more payment of the same amount to the same payee on one day is right."""

from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders.document import money_text

from .. import twin_rules
from ..cases import PaymentCase
from ..models import Twin


@action("payment.confirm_twin", on=PaymentCase, rule=twin_rules.confirm_twin)
def confirm_twin(case: PaymentCase, *, reason: Why) -> Stored:
    """Confirm, beside a payment that has not settled, one more of its amount to its contractor for its day.

    Somebody else releases that, once: the word is used up with it.
    """
    payment = case.payment
    twin = Twin(
        company_id=payment.company_id,
        payment=payment,
        contractor_id=payment.contractor_id,
        currency=payment.currency,
        amount=payment.amount,
        day=case.released_on,
        reason=reason,
        confirmed_by=case.by,
        confirmed_at=case.at,
    )
    add_row(twin)
    answer = {
        "id": str(payment.id),
        "twin_id": str(twin.id),
        "amount": money_text(twin.amount, twin.currency),
        "day": twin.day.isoformat(),
    }
    return Stored(payment.id, answer, order_id=case.paying.invoice.order_id, reason=reason)
