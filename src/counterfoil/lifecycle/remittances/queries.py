"""Which advice a payment has, and who may read it. Reads only."""

from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.models import Payment

from .content import paid_by
from .models import Remittance


def of_payment(company_id: UUID, payment_id: UUID) -> Remittance | None:
    """The advice of a payment, or None where there is none. Whether the payment is visible is asked of the payment."""
    found: Remittance | None = Remittance.objects.within(company_id).filter(payment_id=payment_id).first()
    return found


def seen(by: Member, payment_id: UUID) -> Remittance:
    """The advice of a payment for whoever sees all that it pays. Raises NotFound: another team's invoices stand in it too."""
    payment: Payment = payments.visible(by).one(payment_id)
    found = of_payment(by.company_id, payment.id)
    if found is None or not sees_all(by, payment):
        raise NotFound("remittance")
    return found


def sees_all(by: Member, payment: Payment) -> bool:
    """Whether somebody sees every invoice that a payment pays, and every one that was credited for it."""
    if by.roles & SEES_EVERY_ORDER:
        return True
    paid = paid_by(by.company_id, payment)
    named = {one.invoice_id for one in paid.allocations}
    named |= {each for one in paid.set_offs for each in (one.invoice_id, one.credited_id)}
    return invoices.visible(by).filter(id__in=named).count() == len(named)
