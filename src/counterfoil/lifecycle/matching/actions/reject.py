"""invoice.reject: what is disputed is turned down for good, with a reason."""

from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import MatchedInvoiceCase
from ..excepting import end


@action("invoice.reject", on=MatchedInvoiceCase, rule=rules.reject)
def reject(case: MatchedInvoiceCase, *, reason: Why) -> Stored:
    """Reject a disputed invoice or credit note. It claims nothing any more; its number stays taken."""
    match_case, by, at = case.match_case, case.by, case.at
    end(match_case.exceptions, "reject", by=by, at=at)
    move(match_case.invoice, "reject")
    return Stored(
        match_case.invoice.id, match_case.invoice.stored(), order_id=match_case.invoice.order_id, reason=reason
    )
