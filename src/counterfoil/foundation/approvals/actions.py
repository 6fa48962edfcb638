"""policy.set: who must approve, from which amount on."""

from datetime import datetime

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.values import Amount, Keyword, Values
from counterfoil.foundation.trail.action import Stored, action

from . import rules
from .models import Level, Policy


class LevelValues(Values):
    """From this amount on, somebody with this role must say yes."""

    from_amount: Amount
    role: Keyword


class PolicyValues(Values):
    """All levels of a policy, in the company's currency, in the order in which they are asked."""

    levels: list[LevelValues] = Field(min_length=1, max_length=10)


@action("policy.set", subject="policy")
def set_policy(*, by: Member, at: datetime, values: PolicyValues, version: int | None = None) -> Stored:
    """Set a new version of the approval policy. What was submitted before keeps its own version."""
    refuse_if(rules.set_policy([(level.from_amount, level.role) for level in values.levels]))
    newest = Policy.objects.within(by.company_id).order_by("-version").first()
    expect_version(version, newest.version if newest else 0)
    policy = Policy.objects.create(
        company_id=by.company_id, version=newest.version + 1 if newest else 1, currency=by.company.currency
    )
    Level.objects.bulk_create(
        Level(company_id=by.company_id, policy=policy, position=number, **level.model_dump())
        for number, level in enumerate(values.levels, start=1)
    )
    return Stored(policy.id, {"id": str(policy.id), "version": policy.version})
