"""order.confirm: finance's word on a purchase order that a manager added while hiring."""

from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.trail.action import Stored, action

from .. import choice_rules as rules
from ..cases import SharedCase


@action("order.confirm", on=SharedCase, rule=rules.confirm)
def confirm(case: SharedCase) -> Stored:
    """Say that the order is there as it was added: contracts can draw on it. One that is not there is cancelled."""
    for found in case.confirmations:
        found.confirmed_by, found.confirmed_at = case.by, case.at
        keep_row(found)
    return Stored(case.order.id, case.order.stored(), order_id=case.order.id)
