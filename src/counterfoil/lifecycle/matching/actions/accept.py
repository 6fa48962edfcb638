"""exception.accept: a second person accepts a variance; the invoice is looked at again and, with all settled, cleared."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import VarianceCase
from ..judging import judge
from ..look import look
from ..models import InvoiceException


@action("exception.accept", on=VarianceCase, rule=rules.accept)
def accept(case: VarianceCase, *, reason: Why) -> Stored:
    """Accept one variance as it stands: pinned to its figures, a worse one opens it again (R83). Never beyond the limit."""
    stage, exception, by, at = case.stage, case.exception, case.by, case.at
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
