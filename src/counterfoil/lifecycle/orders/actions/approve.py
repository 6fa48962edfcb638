"""order.approve: say yes to what was shown. The last yes authorises the amount."""

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Digest
from counterfoil.foundation.trail.action import Stored, action

from .. import limits, queries, rules
from ..cases import DecisionCase


@action("order.approve", on=DecisionCase, rule=rules.approve, also=approval_rules.shown)
def approve(case: DecisionCase, *, shown: Digest) -> Stored:
    """Take the step whose turn it is. `shown` is the hash of the content that the approver looked at."""
    order, by, at = case.order, case.by, case.at
    approval, steps = case.approval, case.steps
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
