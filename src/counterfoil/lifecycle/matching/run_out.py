"""An invoice that came once its order had run out: what the company does with it."""

from collections.abc import Iterator

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.orders.models import STOP, WARN
from counterfoil.lifecycle.orders.run_out import CAUSES, EXHAUSTED, EXPIRED, last_day, policy_of, way_for

from .findings import Finding
from .match_case import MatchCase


def run_out(match_case: MatchCase, *, beyond: bool) -> Iterator[Finding]:
    """Held or stopped by the policy of the moment at which it came. What lies `beyond` the limit is said as that alone."""
    invoice = match_case.invoice
    if match_case.order is None or invoice.is_credit:
        return
    found = [cause for cause in _causes(match_case) if cause != EXHAUSTED or not beyond]
    if not found:
        return
    said = policy_of(invoice.company_id, invoice.received_at).said
    for cause in found:
        way = way_for(said, cause)
        if way != WARN:
            yield Finding("stopped" if way == STOP else "run_out", note=str(CAUSES[cause]))
            return


def _causes(match_case: MatchCase) -> Iterator[str]:
    order, revision, came = match_case.order, match_case.revision, match_case.invoice.received_at
    if order is None or came is None:
        return
    last = last_day(order, revision.ends_on if revision else None)
    if last is not None and match_case.company.today(came) > last:
        yield EXPIRED
    own = sum((line.covered_amount for line in match_case.lines), ZERO) + match_case.own_charged
    if order.covered_amount + order.charged_amount + order.written_off_amount - own >= order.limit_amount:
        yield EXHAUSTED
