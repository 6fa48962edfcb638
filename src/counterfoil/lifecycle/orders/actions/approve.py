"""order.approve: say yes to what was shown. The last yes authorises the amount."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Digest
from counterfoil.foundation.trail.action import Stored, action

from .. import limits, queries, rules


@action("order.approve", subject="order")
def approve(*, by: Member, at: datetime, order_id: UUID, shown: Digest) -> Stored:
    """Take the step whose turn it is. `shown` is the hash of the content that the approver looked at."""
    order = queries.locked(by, order_id)
    approval, steps = deciding.locked(order.approval_id, by)
    refuse_if(rules.approve(order, approval, steps, by, separated(by)) + approval_rules.shown(approval, shown))
    order.updated_at = at
    if deciding.give(approval, steps, by=by, at=at):
        order.approved_at = at
        limits.authorise(order, queries.revision_of(order))
        move(order, "approve")
        limits.authorise_lines(order)
    else:
        order.version += 1
        order.save()
    return Stored(order.id, order.stored(), order_id=order.id)
