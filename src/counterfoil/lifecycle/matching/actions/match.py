"""invoice.match: look at an invoice again, as often as wanted, with the same result while nothing else changed (R94)."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..judging import judge
from ..look import look
from ..staging import staged


@action("invoice.match", subject="invoice")
def match(*, by: Member, at: datetime, invoice_id: UUID) -> Stored:
    """Match it with its order now: what changed since may settle what stood against it, or raise something new."""
    stage = staged(invoice_id, by=by, at=at)
    refuse_if(rules.match(stage.invoice))
    judge(stage, by=by, at=at)
    look(stage, by=by, at=at)
    return Stored(stage.invoice.id, stage.invoice.stored(), order_id=stage.invoice.order_id)
