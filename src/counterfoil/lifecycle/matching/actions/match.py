"""invoice.match: look at an invoice again, as often as wanted, with the same result while nothing else changed (R94)."""

from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import MatchedInvoiceCase
from ..judging import judge
from ..rematch import rematch


@action("invoice.match", on=MatchedInvoiceCase, rule=rules.match)
def match(case: MatchedInvoiceCase) -> Stored:
    """Match it with its order now: what changed since may settle what stood against it, or raise something new."""
    match_case, by, at = case.match_case, case.by, case.at
    judge(match_case, by=by, at=at)
    rematch(match_case, by=by, at=at)
    return Stored(match_case.invoice.id, match_case.invoice.stored(), order_id=match_case.invoice.order_id)
