"""invoice.reject: what is disputed is turned down for good, with a reason."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import MatchCase
from ..excepting import end


@action("invoice.reject", on=MatchCase, rule=rules.reject)
def reject(case: MatchCase, *, reason: Why) -> Stored:
    """Reject a disputed invoice or credit note. It claims nothing any more; its number stays taken."""
    stage, by, at = case.stage, case.by, case.at
    end(stage.exceptions, "reject", by=by, at=at)
    move(stage.invoice, "reject")
    return Stored(stage.invoice.id, stage.invoice.stored(), order_id=stage.invoice.order_id, reason=reason)
