"""invoice.pair: a person says which order line is meant."""

from uuid import UUID

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import MatchedInvoiceCase
from ..judging import judge
from ..pairing import BY_PERSON
from ..rematch import rematch


@action("invoice.pair", on=MatchedInvoiceCase, rule=rules.pair)
def pair(case: MatchedInvoiceCase, *, invoice_line_id: UUID, order_line_id: UUID) -> Stored:
    """Pair one line with a line of the order, and look again."""
    match_case, by, at = case.match_case, case.by, case.at
    line = next((one for one in match_case.lines if one.id == invoice_line_id), None)
    if line is None or order_line_id not in match_case.revision_lines:
        raise NotFound("line")
    line.order_line_id, line.paired_by = order_line_id, BY_PERSON
    line.save()
    judge(match_case, by=by, at=at)
    rematch(match_case, by=by, at=at)
    return Stored(match_case.invoice.id, match_case.invoice.stored(), order_id=match_case.invoice.order_id)
