"""matchpolicy.set: how invoices are matched, under a name."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Amount, Name, Percent, Values
from counterfoil.foundation.trail.action import Stored, action

from . import rules
from .models import MatchPolicy, Tolerance


class ToleranceValues(Values):
    """One attribute's tolerance."""

    attribute: Literal["quantity", "unit_price", "line_amount", "tax", "total", "charges", "small_difference"]
    kind: Literal["exact", "unlimited", "percent", "amount", "both", "either"]
    percent: Percent | None = None
    amount: Amount | None = None
    direction: Literal["over", "both"] = "both"


TaxRate = Annotated[Percent, Field(le=100)]


class MatchPolicyValues(Values):
    """A whole policy. What it does not say is asked of the next level: line, order, contractor, company.

    `tax_rates` are the per cents of tax that are accepted; where no level names any, those of the company's country.
    """

    name: Name
    ways: Literal[2, 3] | None = None
    allowance_percent: Percent | None = None
    tax_rates: Annotated[list[TaxRate], Field(min_length=1, max_length=20)] | None = None
    is_default: bool = False
    tolerances: Annotated[list[ToleranceValues], Field(max_length=20)] = []


@action("matchpolicy.set", subject="matchpolicy")
def set_match_policy(*, by: Member, at: datetime, values: MatchPolicyValues) -> Stored:
    """Make the policy with this name, or change it for every look from now on. Limits already approved stay."""
    attributes = [tolerance.attribute for tolerance in values.tolerances]
    refuse_if(rules.set_match_policy(values.tolerances, attributes))
    policies = MatchPolicy.objects.within(by.company_id)
    if values.is_default:
        policies.filter(is_default=True).exclude(name=values.name).update(is_default=False)
    policy = policies.select_for_update().filter(name=values.name).first() or MatchPolicy(company_id=by.company_id)
    for name, value in values.model_dump(exclude={"tolerances"}).items():
        setattr(policy, name, value)
    policy.save()
    Tolerance.objects.within(by.company_id).filter(policy_id=policy.id).delete()
    Tolerance.objects.bulk_create(
        Tolerance(company_id=by.company_id, policy=policy, **tolerance.model_dump()) for tolerance in values.tolerances
    )
    return Stored(policy.id, {"id": str(policy.id), "name": policy.name})
