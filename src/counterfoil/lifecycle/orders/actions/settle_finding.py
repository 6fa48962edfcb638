"""finding.settle: a person says what holds where the minter of a loaded order contradicts themselves."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import loaded_rules
from ..cases import FindingCase


@action("finding.settle", on=FindingCase, rule=loaded_rules.settle_finding)
def settle_finding(case: FindingCase, *, reason: Why) -> Stored:
    """Settle a finding with a reason. The order itself does not change: what is stated stays the ceiling."""
    found = case.found
    found.settled_by, found.settled_at, found.reason = case.by, case.at, reason
    move(found, "settle")
    return Stored(found.id, {"id": str(found.id), "state": found.state}, order_id=found.order_id, reason=reason)
