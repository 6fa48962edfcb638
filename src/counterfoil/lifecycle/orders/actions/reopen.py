"""order.reopen: a closed order goes on, for what it still authorises."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import ContractedCase
from ..contract_rules import reopened_under
from ..requested_rules import reopened_within


@action("order.reopen", on=ContractedCase, rule=(rules.reopen, reopened_within, reopened_under))
def reopen(case: ContractedCase, *, reason: Why) -> Stored:
    """Open a closed order again, under its own number."""
    order, at = case.order, case.at
    order.closed_at, order.updated_at = None, at
    move(order, "reopen")
    return Stored(order.id, order.stored(), order_id=order.id, reason=reason)
