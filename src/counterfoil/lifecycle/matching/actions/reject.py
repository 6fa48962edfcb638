"""invoice.reject: what is disputed is turned down for good, with a reason."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..excepting import end
from ..staging import staged


@action("invoice.reject", subject="invoice")
def reject(*, by: Member, at: datetime, invoice_id: UUID, reason: Why) -> Stored:
    """Reject a disputed invoice or credit note. It claims nothing any more; its number stays taken."""
    stage = staged(invoice_id, by=by, at=at)
    refuse_if(rules.reject(stage.invoice))
    end(stage.exceptions, "reject", by=by, at=at)
    move(stage.invoice, "reject")
    return Stored(stage.invoice.id, stage.invoice.stored(), order_id=stage.invoice.order_id, reason=reason)
