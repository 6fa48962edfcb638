"""invoice.pair: a person says which order line is meant."""

from uuid import UUID

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import MatchCase
from ..judging import judge
from ..look import look
from ..pairing import BY_PERSON


@action("invoice.pair", on=MatchCase, rule=rules.pair)
def pair(case: MatchCase, *, invoice_line_id: UUID, order_line_id: UUID) -> Stored:
    """Pair one line with a line of the order, and look again."""
    stage, by, at = case.stage, case.by, case.at
    line = next((one for one in stage.lines if one.id == invoice_line_id), None)
    if line is None or order_line_id not in stage.said:
        raise NotFound("line")
    line.order_line_id, line.paired_by = order_line_id, BY_PERSON
    line.save()
    judge(stage, by=by, at=at)
    look(stage, by=by, at=at)
    return Stored(stage.invoice.id, stage.invoice.stored(), order_id=stage.invoice.order_id)
