"""matchpolicy.set: how invoices are matched, under a name."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import connection
from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.values import Amount, Name, Percent, Values
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..models import MatchPolicy, PolicyVersion, Tolerance
from ..queries import policies_of


class ToleranceValues(Values):
    """One attribute's tolerance."""

    attribute: Literal["quantity", "unit_price", "line_amount", "tax", "total", "charges", "small_difference"]
    kind: Literal["exact", "unlimited", "percent", "amount", "both", "either"]
    percent: Percent | None = None
    amount: Amount | None = None
    direction: Literal["over", "both"] = "both"


Share = Annotated[Percent, Field(le=100)]


class MatchPolicyValues(Values):
    """A whole policy. What it does not say is asked of the next level: line, order, contractor, company.

    `tax_rates` are the per cents of tax that are accepted; where no level names any, those of the company's country. An order
    is approved for its amount and the `allowance_percent` of it, which is never more than the order itself.
    """

    name: Name
    ways: Literal[2, 3] | None = None
    allowance_percent: Share | None = None
    tax_rates: Annotated[list[Share], Field(min_length=1, max_length=20)] | None = None
    is_default: bool = False
    tolerances: Annotated[list[ToleranceValues], Field(max_length=20)] = []


@action("matchpolicy.set", subject="matchpolicy")
def set_match_policy(*, by: Member, at: datetime, values: MatchPolicyValues, version: int | None = None) -> Stored:
    """Make the policy with this name, or give it a new version for every look from now on. Limits already approved stay.

    What was matched before is held to the older version too, until a person matches it anew.
    """
    attributes = [tolerance.attribute for tolerance in values.tolerances]
    refuse_if(rules.set_match_policy(values.tolerances, attributes))
    _one_at_a_time(by)
    policies = MatchPolicy.objects.within(by.company_id)
    policy = policies.filter(name=values.name).first() or policies.create(company_id=by.company_id, name=values.name)
    said = policies_of(by.company_id)
    expect_version(version, said[policy.id].version if policy.id in said else 0)
    if values.is_default:
        _resign([one for one in said.values() if one.is_default and one.policy_id != policy.id], by=by, at=at)
    facts = values.model_dump(exclude={"tolerances", "name"})
    tolerances = [Tolerance(**tolerance.model_dump()) for tolerance in values.tolerances]
    new = _say(policy.id, said.get(policy.id), facts, tolerances, by=by, at=at)
    return Stored(policy.id, {"id": str(policy.id), "name": policy.name, "version": new.version})


_FACTS = ("ways", "allowance_percent", "tax_rates")


def _resign(defaults: list[PolicyVersion], *, by: Member, at: datetime) -> None:
    """Another policy becomes the company's: the one that was says the same, for whoever names it."""
    for one in defaults:
        facts = {name: getattr(one, name) for name in _FACTS} | {"is_default": False}
        names = ("attribute", "kind", "percent", "amount", "direction")
        tolerances = [Tolerance(**{name: getattr(old, name) for name in names}) for old in one.tolerances.all()]
        _say(one.policy_id, one, facts, tolerances, by=by, at=at)


def _say(
    policy_id: UUID,
    before: PolicyVersion | None,
    facts: dict[str, Any],
    tolerances: list[Tolerance],
    *,
    by: Member,
    at: datetime,
) -> PolicyVersion:
    number = before.version + 1 if before else 1
    own = {"company_id": by.company_id, "policy_id": policy_id, "version": number, "set_by": by, "set_at": at}
    version: PolicyVersion = PolicyVersion.objects.create(**own, **facts)
    for one in tolerances:
        one.company_id, one.version = by.company_id, version
    Tolerance.objects.bulk_create(tolerances)
    return version


def _one_at_a_time(by: Member) -> None:
    """Whoever changes how invoices are matched waits for whoever does so already: versions follow each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"policies {by.company_id}"])
