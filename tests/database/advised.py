"""Advices of payments: one that stands, one whose payment failed and was not told of yet, and one that is void."""

from uuid import UUID

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.remittances import actions as remittances
from counterfoil.lifecycle.remittances.models import Remittance

from ..cast import NOW, Cast

Names = dict[str, UUID]


def advised(cast: Cast, stands: UUID, fails: UUID, void: UUID) -> Names:
    """The advices of three payments that are on their way, by name; the second and the third fail."""
    system = system_member(cast.company_id)
    for payment_id in (stands, fails, void):
        remittances.advise(by=system, at=NOW, payment_id=payment_id)
    for payment_id in (fails, void):
        payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason="Because of the budget")
    remittances.void_remittance(by=system, at=NOW, payment_id=void)
    with scope.reading(cast.company_id):
        made = {one.payment_id: one.id for one in Remittance.objects.within(cast.company_id)}
    return {"advice": made[stands], "failed_advice": made[fails], "void_advice": made[void]}
