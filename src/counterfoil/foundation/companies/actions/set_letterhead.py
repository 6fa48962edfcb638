"""letterhead.set: the lines above every printed order, and the terms below it."""

from datetime import datetime

from counterfoil.foundation.kernel.values import Text
from counterfoil.foundation.trail.action import Stored, action

from ..models import Company, Member


@action("letterhead.set", subject="company")
def set_letterhead(*, by: Member, at: datetime, letterhead: Text = "", terms: Text = "") -> Stored:
    """Say what is printed above and below an order. What is issued already keeps what it was issued with."""
    company = Company.objects.select_for_update().get(id=by.company_id)
    company.letterhead, company.terms = letterhead, terms
    company.save()
    return Stored(company.id, {"id": str(company.id)})
