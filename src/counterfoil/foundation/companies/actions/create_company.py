"""company.create: a company, its own member and its first owner. The one verb that has no member beforehand."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.values import Country, Currency, Email, Locale, Name, Slug, Text, Timezone, Values
from counterfoil.foundation.trail.action import Stored, action

from ..models import Company, Member, Right, User
from ..permissions import OWNER, SYSTEM


class CompanyValues(Values):
    """What a company is made with."""

    slug: Slug
    name: Name
    currency: Currency
    country: Country = ""
    timezone: Timezone = "UTC"
    locale: Locale = "en"
    billing_address: Text = ""
    invoice_channel: Text = ""
    owner_name: Name
    owner_email: Email


@dataclass(frozen=True)
class Founder:
    """Whoever founds a company: acts before there is a company, and becomes its first owner.

    `password`, hashed, becomes that of an owner who has none yet. It stands here and not among the values, because of those a
    digest is kept.
    """

    id: UUID = field(default_factory=new_id)
    company_id: UUID = field(default_factory=new_id)
    password: str = field(default="", repr=False)
    api_key_id: None = None

    def may(self, verb: str) -> bool:
        return verb == "company.create"


@action("company.create", subject="company", founds=True)
def create_company(*, by: Founder, at: datetime, values: CompanyValues) -> Stored:
    """Make a company with its system member and its first owner."""
    facts = values.model_dump(exclude={"owner_name", "owner_email"})
    company = Company.objects.create(id=by.company_id, **facts)
    system = Member.objects.create(company_id=company.id, name=company.name, state=Member.ACTIVE)
    user = User.objects.known(values.owner_email, values.owner_name)
    if by.password and not user.has_usable_password():
        user.password = by.password
        user.save(update_fields=["password"])
    owner = Member.objects.create(
        id=by.id,
        company_id=company.id,
        user=user,
        name=values.owner_name,
        email=values.owner_email,
        state=Member.ACTIVE,
    )
    Right.objects.create(company_id=company.id, member=system, role=SYSTEM)
    Right.objects.create(company_id=company.id, member=owner, role=OWNER)
    return Stored(company.id, {"id": str(company.id), "owner": str(owner.id), "system": str(system.id)})
