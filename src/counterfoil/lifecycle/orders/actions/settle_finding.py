"""finding.settle: a person says what holds where the minter of a loaded order contradicts themselves."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import loaded_rules, queries
from ..models import OrderFinding


@action("finding.settle", subject="finding")
def settle_finding(*, by: Member, at: datetime, finding_id: UUID, reason: Why) -> Stored:
    """Settle a finding with a reason. The order itself does not change: what is stated stays the ceiling."""
    found: OrderFinding = OrderFinding.objects.within(by.company_id).one(finding_id)
    order = queries.locked(by, found.order_id)
    found = OrderFinding.objects.within(by.company_id).locked(finding_id)
    refuse_if(loaded_rules.settle_finding(found, order, by))
    found.settled_by, found.settled_at, found.reason = by, at, reason
    move(found, "settle")
    return Stored(found.id, {"id": str(found.id), "state": found.state}, order_id=found.order_id, reason=reason)
