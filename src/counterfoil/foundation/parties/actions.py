"""contractor.add, contractor.match, contractor.hold, contractor.lift: those whose work can be ordered."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.catalogue.models import MatchPolicy
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Code, Country, Currency, Email, Name, Text, Values, Why
from counterfoil.foundation.trail.action import Stored, action

from . import holds, queries, rules
from .holds import HoldValues
from .models import Contractor, ContractorHold


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


@action("contractor.match", subject="contractor")
def match_contractor(*, by: Member, at: datetime, contractor_id: UUID, match_policy_id: UUID | None = None) -> Stored:
    """Say by which policy this contractor's invoices are matched; by none of its own, when none is named."""
    contractor = queries.visible(by).select_for_update(of=("self",)).one(contractor_id)
    if match_policy_id:
        MatchPolicy.objects.within(by.company_id).one(match_policy_id)
    contractor.match_policy_id = match_policy_id
    contractor.save()
    return Stored(contractor.id, {"id": str(contractor.id), "match_policy_id": str(match_policy_id or "")})


@action("contractor.hold", subject="contractor")
def hold_contractor(*, by: Member, at: datetime, contractor_id: UUID, values: HoldValues) -> Stored:
    """Put everything, invoicing or payment of a contractor on hold."""
    contractor = queries.visible(by).one(contractor_id)
    hold = ContractorHold(contractor=contractor)
    holds.place(hold, values, by=by, at=at)
    return Stored(contractor.id, {"id": str(contractor.id), "hold_id": str(hold.id)}, reason=values.reason)


@action("contractor.lift", subject="contractor")
def lift_contractor(*, by: Member, at: datetime, contractor_id: UUID, hold_id: UUID, reason: Why) -> Stored:
    """Lift a hold before its last day."""
    contractor = queries.visible(by).one(contractor_id)
    refuse_if(rules.lift(contractor, by, separated(by)))
    standing = ContractorHold.objects.within(by.company_id).filter(contractor_id=contractor.id)
    holds.lift(standing, hold_id, by=by, at=at)
    return Stored(contractor.id, {"id": str(contractor.id), "hold_id": str(hold_id)}, reason=reason)
