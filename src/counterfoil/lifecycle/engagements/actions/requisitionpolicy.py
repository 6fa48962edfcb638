"""requisitionpolicy.set: whether orders begin with an approved requisition."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import requisition_rules as rules
from ..models import RequisitionPolicy
from ..requisition_queries import requisition_policy


@action("requisitionpolicy.set", subject="requisitionpolicy")
def set_requisition_policy(
    *, by: Member, at: datetime, requisitions_needed: bool, version: int | None = None
) -> Stored:
    """Say whether an order begins with an approved requisition. What was submitted before goes on as it was, and what was
    minted elsewhere is loaded without one."""
    before = requisition_policy(by.company_id)
    refuse_if(rules.changed_policy(requisitions_needed, before is not None and before.requisitions_needed))
    expect_version(version, before.version if before else 0)
    made = RequisitionPolicy.objects.create(
        company_id=by.company_id,
        version=before.version + 1 if before else 1,
        requisitions_needed=requisitions_needed,
        set_by=by,
        set_at=at,
    )
    return Stored(made.id, {"id": str(made.id), "version": made.version})
