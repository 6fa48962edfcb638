"""Advances that were asked for, paid and set off, committed, so that raw SQL has something to attack."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import SetOff

from ..actions import billing
from ..actions.advancing import advanced, asked
from ..cast import NOW, Cast

Names = dict[str, Any]


def prepaid(cast: Cast) -> Names:
    """One is asked for; one has arrived, of which 170.00 are set off alone, and beside it stands an invoice that nobody has
    released."""
    asked_order, paid_order = cast.issued(), cast.issued()
    billing.accepted(cast, paid_order)
    made: Names = {"asked_order": asked_order, "asked_advance": asked(cast, asked_order)}
    made |= {"advance_order": paid_order, "paid_advance": advanced(cast, paid_order, 600)}
    taken = UUID(billing.received(cast, paid_order, number="A-501", quantity="1.7")["id"])
    payments.release(by=cast.fay, at=NOW, invoice_id=taken)
    made["advanced_bill"] = UUID(billing.received(cast, paid_order, number="A-502", quantity="3.1")["id"])
    with scope.reading(cast.company_id):
        made["advance_setoff"] = SetOff.objects.get(invoice_id=taken).id
    return made
