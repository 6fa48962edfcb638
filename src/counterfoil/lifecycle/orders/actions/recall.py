"""order.recall: take a submitted order back before it is decided."""

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import OrderCase


@action("order.recall", on=OrderCase, rule=rules.recall)
def recall(case: OrderCase) -> Stored:
    """Make it a draft again. The steps taken so far count for nothing any more."""
    order, by, at = case.order, case.by, case.at
    deciding.end(order.approval_id, by, "recall", at)
    order.updated_at = at
    move(order, "recall")
    return Stored(order.id, order.stored(), order_id=order.id)
