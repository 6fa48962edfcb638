"""exception.accept: a second person accepts a variance; the invoice is looked at again and, with all settled, cleared."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import VarianceCase
from ..judging import judge
from ..models import InvoiceException
from ..rematch import rematch


@action("exception.accept", on=VarianceCase, rule=rules.accept)
def accept(case: VarianceCase, *, reason: Why) -> Stored:
    """Accept one variance as it stands: pinned to its figures, a worse one opens it again (R83). Never beyond the limit."""
    match_case, exception, by, at = case.match_case, case.exception, case.by, case.at
    exception.settled_by, exception.settled_at, exception.reason = by, at, reason
    move(exception, "accept")
    judge(match_case, by=by, at=at)
    rematch(match_case, by=by, at=at)
    return Stored(
        exception.id, _answer(exception, match_case.invoice.state), order_id=match_case.invoice.order_id, reason=reason
    )


def _answer(exception: InvoiceException, invoice_state: str) -> dict[str, str]:
    return {
        "id": str(exception.id),
        "state": exception.state,
        "invoice_id": str(exception.invoice_id),
        "invoice_state": invoice_state,
    }
