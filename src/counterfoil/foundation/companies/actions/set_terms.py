"""terms.set: when the invoices of contractors are due who have no terms of their own."""

from datetime import datetime

from counterfoil.foundation.kernel.terms import PaymentTerms
from counterfoil.foundation.trail.action import Stored, action

from ..models import Company, Member


@action("terms.set", subject="company")
def set_terms(*, by: Member, at: datetime, payment_terms: PaymentTerms) -> Stored:
    """Say by which terms orders are drafted from now on. What is drafted, ordered or invoiced already keeps its own (R127)."""
    company = Company.objects.select_for_update().get(id=by.company_id)
    company.payment_terms = payment_terms
    company.save()
    return Stored(company.id, {"id": str(company.id)})
