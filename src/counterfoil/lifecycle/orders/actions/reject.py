"""order.reject: say no, with a reason that the requester reads."""

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import DecisionCase


@action("order.reject", on=DecisionCase, rule=rules.reject)
def reject(case: DecisionCase, *, reason: Why) -> Stored:
    """Refuse the approval. The requester may revise and submit it again."""
    order, by, at = case.order, case.by, case.at
    approval, steps = case.approval, case.steps
    deciding.refuse(approval, steps, by=by, at=at, reason=reason)
    order.updated_at = at
    move(order, "reject")
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
