"""invoice.pair: a person says which order line is meant."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import NotFound, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..judging import judge
from ..look import look
from ..pairing import BY_PERSON
from ..staging import staged


@action("invoice.pair", subject="invoice")
def pair(*, by: Member, at: datetime, invoice_id: UUID, invoice_line_id: UUID, order_line_id: UUID) -> Stored:
    """Pair one line with a line of the order, and look again."""
    stage = staged(invoice_id, by=by, at=at)
    refuse_if(rules.pair(stage.invoice))
    line = next((one for one in stage.lines if one.id == invoice_line_id), None)
    if line is None or order_line_id not in stage.said:
        raise NotFound("line")
    line.order_line_id, line.paired_by = order_line_id, BY_PERSON
    line.save()
    judge(stage, by=by, at=at)
    look(stage, by=by, at=at)
    return Stored(stage.invoice.id, stage.invoice.stored(), order_id=stage.invoice.order_id)
