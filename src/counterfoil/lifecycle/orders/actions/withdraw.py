"""order.withdraw: take an approval back before issue (ruling 2)."""

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import limits, rules
from ..cases import OrderCase


@action("order.withdraw", on=OrderCase, rule=rules.withdraw)
def withdraw(case: OrderCase, *, reason: Why) -> Stored:
    """Clear the approval and unlock the jobs. Nothing is authorised any more."""
    order, by, at = case.order, case.by, case.at
    deciding.end(order.approval_id, by, "withdraw", at)
    limits.clear(order)
    order.updated_at, order.approved_at = at, None
    move(order, "withdraw")
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
