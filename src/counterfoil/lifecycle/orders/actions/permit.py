"""order.permit: who may use a shared order."""

from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import permitting, shared_rules
from ..cases import SharedCase
from ..shared_values import Users


@action("order.permit", on=SharedCase, rule=shared_rules.permit)
def permit(case: SharedCase, *, users: Users, version: int | None = None) -> Stored:
    """Open a shared order to every manager, or restrict it to those who are named: these are all of them (R8, R23)."""
    order = case.order
    expect_version(version, order.version)
    changed = order.restricted != users.restricted
    order.restricted = users.restricted
    changed = permitting.write(order, users, by=case.by, at=case.at) or changed
    refuse_if(shared_rules.permitted(changed))
    order.version += 1
    order.updated_at = case.at
    keep_row(order)
    return Stored(order.id, order.stored() | {"restricted": order.restricted}, order_id=order.id)
