"""company.change: how the company is named and reached, and whether its people make keys. Its currency stays."""

from datetime import datetime
from typing import Literal

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Country, Locale, Name, Text, Timezone, Values
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules
from ..models import Company, Member


class CompanyChanges(Values):
    """What may be changed; what is not named, or is null, stays."""

    name: Name | None = None
    country: Country | None = None
    timezone: Timezone | None = None
    locale: Locale | None = None
    billing_address: Text | None = None
    invoice_channel: Text | None = None
    own_keys: bool | None = None
    sequential_discounts: bool | None = None
    mails_remittances: bool | None = None
    coding_required: list[Literal["cost_centre", "account", "project"]] | None = None


@action("company.change", subject="company")
def change_company(*, by: Member, at: datetime, changes: CompanyChanges) -> Stored:
    """Change what is named. What is issued already keeps the words it was issued with."""
    company = Company.objects.select_for_update().get(id=by.company_id)
    refuse_if(rules.change_company(company, changes.sequential_discounts, queries.has_ordered(company.id)))
    for name, value in changes.model_dump(exclude_none=True).items():
        setattr(company, name, value)
    company.save()
    return Stored(company.id, {"id": str(company.id)})
