"""exception.accept: a second person accepts a variance; the invoice is looked at again and, with all settled, cleared."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules
from ..judging import judge
from ..look import look
from ..models import InvoiceException
from ..staging import staged


@action("exception.accept", subject="exception")
def accept(*, by: Member, at: datetime, exception_id: UUID, reason: Why) -> Stored:
    """Accept one variance as it stands: pinned to its figures, a worse one opens it again (R83). Never beyond the limit."""
    seen = queries.one(by, exception_id)
    stage = staged(seen.invoice_id, by=by, at=at)
    exception = next(one for one in stage.exceptions if one.id == exception_id)
    refuse_if(
        rules.accept(
            exception,
            stage.invoice,
            by,
            **queries.hands_on(stage.invoice),
            separated=separated(by),
            held=stage.held,
        )
    )
    exception.settled_by, exception.settled_at, exception.reason = by, at, reason
    move(exception, "accept")
    judge(stage, by=by, at=at)
    look(stage, by=by, at=at)
    return Stored(exception.id, _answer(exception, stage.invoice.state), order_id=stage.invoice.order_id, reason=reason)


def _answer(exception: InvoiceException, invoice_state: str) -> dict[str, str]:
    return {
        "id": str(exception.id),
        "state": exception.state,
        "invoice_id": str(exception.invoice_id),
        "invoice_state": invoice_state,
    }
