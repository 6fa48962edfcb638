"""Whether write-offs agree: with the state of what they settle, with what one person alone may, and with who took part."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.companies.permissions import APPROVERS

from .finding import Finding, found_in
from .naming import NAMES

_INVOICE, _ORDER, _WRITTEN = NAMES["invoices_invoice"], NAMES["orders_order"], NAMES["payments_writeoff"]
_STATE = f"""
SELECT t.id, {_INVOICE}, t.state, t.written_off_amount, t.total - t.credited_amount - t.allocated_amount FROM invoices_invoice t
WHERE t.company_id = %(company)s AND ((t.state = 'written_off') <> (t.written_off_amount > 0)
  OR (t.written_off_amount > 0 AND t.total - t.credited_amount - t.allocated_amount - t.written_off_amount
    NOT BETWEEN 0 AND last_unit(t.currency) - 0.0001))
"""
_BEYOND = f"""
SELECT t.id, {_ORDER}, t.written_off_amount, t.covered_amount + t.charged_amount, t.limit_amount FROM orders_order t
WHERE t.company_id = %(company)s AND t.written_off_amount > 0 AND (t.state NOT IN ('issued', 'closed')
  OR t.written_off_amount + t.covered_amount + t.charged_amount > t.limit_amount)
"""
_OF = f"""
SELECT t.id, {_WRITTEN}, t.currency, o.currency FROM payments_writeoff t
JOIN orders_order o ON o.company_id = t.company_id AND o.id = t.order_id
LEFT JOIN invoices_invoice i ON i.company_id = t.company_id AND i.id = t.invoice_id
WHERE t.company_id = %(company)s AND (t.currency <> o.currency
  OR (t.invoice_id IS NOT NULL AND i.order_id IS DISTINCT FROM t.order_id))
"""
# By what held between the moment at which it came and that at which it was noted: what was set later says nothing of it.
_ALONE = f"""
SELECT t.id, {_WRITTEN}, t.amount, t.currency FROM payments_writeoff t
JOIN orders_order o ON o.company_id = t.company_id AND o.id = t.order_id
LEFT JOIN invoices_invoice i ON i.company_id = t.company_id AND i.id = t.invoice_id
CROSS JOIN LATERAL (SELECT COALESCE(i.received_at, o.issued_at) AS since) AS came
WHERE t.company_id = %(company)s AND t.state IN ('standing', 'reversed') AND t.approved_by_id IS NULL
  AND COALESCE(writeoff_worth(t.company_id, t.order_id, t.amount) > (SELECT min(held.amount) FROM (
    SELECT 100::numeric AS amount WHERE came.since IS NULL OR NOT EXISTS (
      SELECT FROM payments_writeofflimit l WHERE l.company_id = t.company_id AND l.set_at <= came.since)
    UNION ALL
    SELECT l.amount FROM payments_writeofflimit l WHERE l.company_id = t.company_id AND l.set_at <= t.noted_at
      AND (came.since IS NULL OR l.set_at > came.since OR l.version = (SELECT max(e.version) FROM payments_writeofflimit e
        WHERE e.company_id = t.company_id AND e.set_at <= came.since))) AS held), true)
"""
_OWN = f"""
SELECT t.id, {_WRITTEN}, t.amount FROM payments_writeoff t
WHERE t.company_id = %(company)s AND t.approved_by_id = t.noted_by_id AND separated(t.company_id, %(approving)s)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about the write-offs of one company that does not agree. Called inside a scope."""
    sentence = "{1} is {2}: {3} of it is written off, where {4} was left"
    yield from found_in(company_id, "written off", sentence, _STATE)
    sentence = "{2} of {1} is written off, and {3} of its limit of {4} are invoiced"
    yield from found_in(company_id, "written off", sentence, _BEYOND)
    yield from found_in(company_id, "written off", "{1} is in {2}, of something in {3} or of another order", _OF)
    sentence = "{1} over {2} {3} was written off by one person alone"
    yield from found_in(company_id, "written off", sentence, _ALONE)
    sentence = "who noted {1} over {2} approved it"
    yield from found_in(company_id, "written off", sentence, _OWN, approving=sorted(APPROVERS))
