"""Matched and cleared, compared again: what was let through is what the comparison lets through, or somebody accepted it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.queries import own_member
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.match_case import match_case_seen
from counterfoil.lifecycle.matching.standing import standing_against

from .finding import Finding, rows

COMPARED = frozenset({"price", "line_amount", "unit", "currency", "total"})
"""What an invoice and its order say for good. Evidence, room, holds and dates may change later: what stands on them is
looked at again by itself, and their sums are reckoned in `balances.py`, `matching.py` and `evidence.py`."""

# Only what differs at all is compared as the verbs do it, with tolerances and what was accepted: in most books nothing does.
# What a policy or a version of the order said differently afterwards is compared when it is looked at again, and so is what a
# credit note changed while it was being paid.
_DIFFERING = """
WITH looked AS MATERIALIZED (
  SELECT c.row_id, max(e.recorded_at) AS moment FROM trail_change c
  JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
  WHERE c.company_id = %(company)s AND c.relation = 'invoices_invoice' AND c.plain ? 'state' GROUP BY c.row_id)
SELECT DISTINCT i.id, i.looked_at FROM invoices_invoice i JOIN looked ON looked.row_id = i.id
JOIN orders_order o ON o.company_id = i.company_id AND o.id = i.order_id
JOIN invoices_invoiceline l ON l.company_id = i.company_id AND l.invoice_id = i.id AND NOT l.struck
JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
JOIN orders_revisionline s ON s.company_id = r.company_id AND s.revision_id = r.id AND s.line_id = l.order_line_id
WHERE i.company_id = %(company)s AND i.kind = 'invoice' AND i.state IN ('matched', 'cleared', 'paying')
  AND i.looked_at IS NOT NULL AND NOT (i.state = 'paying' AND i.credited_amount > 0)
  AND (l.unit_price <> s.unit_price OR l.unit <> s.unit OR l.amount <> l.quantity * l.unit_price + l.charges
    OR i.currency <> o.currency OR i.total <> i.net + i.charges + i.tax + i.rounding)
  AND NOT EXISTS (SELECT FROM trail_entry e WHERE e.company_id = i.company_id AND e.outcome = 'done'
    AND e.recorded_at > looked.moment AND (e.verb IN ('matchpolicy.set', 'contractor.match')
      OR e.order_id = o.id AND e.verb IN ('order.load', 'order.restate')))
ORDER BY i.id
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything that stands against an invoice which is payable, and that nobody accepted. Called inside a scope."""
    with_company = _DIFFERING.replace("%(company)s", "%s")
    for invoice_id, looked_at in rows(with_company, company_id, company_id):
        yield from _again(company_id, invoice_id, looked_at)


def _again(company_id: UUID, invoice_id: UUID, looked_at: datetime) -> Iterator[Finding]:
    seen = Invoice.objects.within(company_id).select_related("contractor", "engagement", "order", "credits", "corrects")
    invoice = seen.get(id=invoice_id)
    match_case = match_case_seen(invoice, by=own_member(company_id), at=looked_at)
    for found in standing_against(match_case):
        if found.kind in COMPARED:
            sentence = f"invoice {invoice.number} is {invoice.state}, and {found.kind} stands against it: {found.words}"
            yield Finding("compared", str(invoice_id), sentence)
