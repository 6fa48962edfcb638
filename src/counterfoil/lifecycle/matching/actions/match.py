"""invoice.match: look at an invoice again, as often as wanted, with the same result while nothing else changed (R94)."""

from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import MatchCase
from ..judging import judge
from ..look import look


@action("invoice.match", on=MatchCase, rule=rules.match)
def match(case: MatchCase) -> Stored:
    """Match it with its order now: what changed since may settle what stood against it, or raise something new."""
    stage, by, at = case.stage, case.by, case.at
    judge(stage, by=by, at=at)
    look(stage, by=by, at=at)
    return Stored(stage.invoice.id, stage.invoice.stored(), order_id=stage.invoice.order_id)
