"""payment.unlink: one of several invoices is taken out of a payment that has not left."""

from uuid import UUID

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import linking_rules
from ..cases import PaymentCase
from ..standing import take_out


@action("payment.unlink", on=PaymentCase, rule=linking_rules.unlink)
def unlink(case: PaymentCase, *, invoice_id: UUID, reason: Why) -> Stored:
    """Take an invoice out of a payment, which is lowered by it. It is looked at again and can be released anew (R161)."""
    case.payment.amount -= case.linked[invoice_id]
    move(case.payment, "unlink")
    take_out(case.paying, invoice_id, by=case.by, at=case.at)
    return case.paying.stored(reason)
