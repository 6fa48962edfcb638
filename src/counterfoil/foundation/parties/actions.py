"""contractor.add: a contractor whose work can be ordered."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Code, Country, Currency, Email, Name, Text, Values
from counterfoil.foundation.trail.action import Stored, action

from . import rules
from .models import Contractor


class ContractorValues(Values):
    """What a contractor is added with."""

    code: Code
    name: Name
    currency: Currency
    email: Email | None = None
    address: Text = ""
    country: Country = ""
    member_id: UUID | None = None


@action("contractor.add", subject="contractor")
def add_contractor(*, by: Member, at: datetime, values: ContractorValues) -> Stored:
    """Add a contractor under a code of its own."""
    taken = Contractor.objects.within(by.company_id).filter(code=values.code).exists()
    refuse_if(rules.add_contractor(values.code, taken))
    if values.member_id:
        Member.objects.within(by.company_id).one(values.member_id)
    facts = values.model_dump() | {"email": values.email or ""}
    contractor = Contractor.objects.create(company_id=by.company_id, **facts)
    return Stored(contractor.id, {"id": str(contractor.id), "code": contractor.code})
