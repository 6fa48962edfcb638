"""Whether invoices and credit notes agree with themselves: their sums, and what a credit note takes off."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in
from .naming import NAMES

_NAME = NAMES["invoices_invoice"]
_NET = f"""
SELECT t.id, {_NAME}, t.net, COALESCE(s.amount, 0) FROM invoices_invoice t LEFT JOIN (
  SELECT invoice_id, sum(amount) AS amount FROM invoices_invoiceline
  WHERE company_id = %(company)s AND NOT struck GROUP BY invoice_id) AS s ON s.invoice_id = t.id
WHERE t.company_id = %(company)s AND t.net <> COALESCE(s.amount, 0)
"""
_TAKES_OFF = f"""
SELECT t.id, {_NAME}, t.state, t.total, COALESCE(s.gross, 0) FROM invoices_invoice t LEFT JOIN (
  SELECT l.invoice_id, sum(c.gross) AS gross FROM matching_credit c
  JOIN invoices_invoiceline l ON l.company_id = c.company_id AND l.id = c.note_line_id
  WHERE c.company_id = %(company)s GROUP BY l.invoice_id) AS s ON s.invoice_id = t.id
WHERE t.company_id = %(company)s AND t.kind = 'credit'
  AND COALESCE(s.gross, 0) <> CASE t.state WHEN 'matched' THEN t.total ELSE 0 END
"""
_NAMES_ANOTHER = f"""
SELECT t.id, {_NAME}, bill.number, COALESCE(named.number, 'none'), s.gross FROM (
  SELECT l.invoice_id AS note_id, c.invoice_id, sum(c.gross) AS gross FROM matching_credit c
  JOIN invoices_invoiceline l ON l.company_id = c.company_id AND l.id = c.note_line_id
  WHERE c.company_id = %(company)s GROUP BY 1, 2) AS s
JOIN invoices_invoice t ON t.company_id = %(company)s AND t.id = s.note_id
JOIN invoices_invoice bill ON bill.company_id = t.company_id AND bill.id = s.invoice_id
LEFT JOIN invoices_invoice named ON named.company_id = t.company_id AND named.id = t.credits_id
WHERE s.gross <> 0 AND t.credits_id IS DISTINCT FROM s.invoice_id
"""
_BROUGHT_TO_NOTHING = f"""
SELECT t.id, {_NAME}, t.state, t.credited_amount, t.total FROM invoices_invoice t
WHERE t.company_id = %(company)s AND t.kind = 'invoice' AND (t.credited_amount NOT BETWEEN 0 AND t.total OR
  (t.state IN ('received', 'disputed', 'matched', 'cleared', 'credited')
   AND (t.state = 'credited') <> (t.credited_amount = t.total)))
"""
_BESIDE = f"""
SELECT t.id, {_NAME}, t.state, first.number, first.state FROM invoices_invoice t
JOIN invoices_invoice first ON first.company_id = t.company_id AND first.id = t.corrects_id
WHERE t.company_id = %(company)s AND t.state IN ('matched', 'cleared', 'paying', 'paid', 'written_off')
  AND first.state NOT IN ('void', 'rejected')
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about the invoices of one company that does not agree. Called inside a scope."""
    yield from found_in(company_id, "sums", "the net amount of {1} is {2}, and its lines add up to {3}", _NET)
    sentence = "{1} is {2} with a total of {3}, and it takes off {4}"
    yield from found_in(company_id, "credited", sentence, _TAKES_OFF)
    sentence = "{1} takes {4} off invoice {2}, and the invoice that it names is {3}"
    yield from found_in(company_id, "credited", sentence, _NAMES_ANOTHER)
    yield from found_in(company_id, "credited", "{1} is {2}, with {3} credited of {4}", _BROUGHT_TO_NOTHING)
    yield from found_in(
        company_id, "corrected", "{1} is {2} beside invoice {3}, which it corrects and which is {4}", _BESIDE
    )
