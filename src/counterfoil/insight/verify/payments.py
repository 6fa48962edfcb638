"""Whether the payments agree: with what they pay, with their days, and with the state of what they pay."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.lifecycle.payments.states import STANDING

from .finding import Finding, found_in
from .naming import NAMES

_PAYMENT, _INVOICE = NAMES["payments_payment"], NAMES["invoices_invoice"]
_LIVE = f"""
SELECT a.id, {_PAYMENT}, t.state, a.amount, bill.number, CASE WHEN a.live THEN 'counts' ELSE 'does not count' END
FROM payments_allocation a JOIN payments_payment t ON t.company_id = a.company_id AND t.id = a.payment_id
JOIN invoices_invoice bill ON bill.company_id = a.company_id AND bill.id = a.invoice_id
WHERE a.company_id = %(company)s AND a.live <> (t.state = ANY (%(standing)s))
"""
_WHOLE = f"""
SELECT t.id, {_PAYMENT}, t.amount, COALESCE(s.amount, 0) FROM payments_payment t LEFT JOIN (
  SELECT payment_id, sum(amount) AS amount FROM payments_allocation
  WHERE company_id = %(company)s GROUP BY payment_id) AS s ON s.payment_id = t.id
WHERE t.company_id = %(company)s AND t.amount <> COALESCE(s.amount, 0)
"""
_DAYS = f"""
SELECT t.id, {_PAYMENT}, t.state, COALESCE(t.initiated_on::text, 'no day'), COALESCE(t.settled_on::text, 'no day'),
       COALESCE(t.ended_at::text, 'no moment') FROM payments_payment t
WHERE t.company_id = %(company)s AND (
  (t.state IN ('initiated', 'settled', 'failed')) <> (t.initiated_on IS NOT NULL)
  OR (t.initiated_on IS NULL) <> (t.initiated_at IS NULL)
  OR (t.state = 'settled') <> (t.settled_on IS NOT NULL) OR (t.settled_on IS NULL) <> (t.settled_at IS NULL)
  OR (t.state IN ('failed', 'cancelled')) <> (t.ended_at IS NOT NULL) OR t.settled_on < t.initiated_on)
"""
_PAYEE = f"""
SELECT a.id, {_PAYMENT}, t.contractor_id, t.currency, bill.number, bill.contractor_id, bill.currency
FROM payments_allocation a JOIN payments_payment t ON t.company_id = a.company_id AND t.id = a.payment_id
JOIN invoices_invoice bill ON bill.company_id = a.company_id AND bill.id = a.invoice_id
WHERE a.company_id = %(company)s AND (t.contractor_id, t.currency) <> (bill.contractor_id, bill.currency)
"""
_PAID = f"""
SELECT t.id, {_INVOICE}, t.state, t.total - t.credited_amount, COALESCE(s.live, 0), COALESCE(s.settled, 0)
FROM invoices_invoice t LEFT JOIN (
  SELECT a.invoice_id, sum(a.amount) AS live, sum(a.amount) FILTER (WHERE p.state = 'settled') AS settled
  FROM payments_allocation a JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
  WHERE a.company_id = %(company)s AND a.live GROUP BY a.invoice_id) AS s ON s.invoice_id = t.id
WHERE t.company_id = %(company)s AND ((t.state IN ('paying', 'paid')) <> (s.live IS NOT NULL)
  OR (t.state = 'paid' AND (s.settled IS DISTINCT FROM s.live OR s.live < t.total - t.credited_amount)))
"""
# A credit note may come after the money has left; nobody may pay more than is left when it leaves.
_TOO_MUCH = f"""
SELECT t.id, {_INVOICE}, t.allocated_amount, t.total - t.credited_amount FROM invoices_invoice t
WHERE t.company_id = %(company)s AND t.allocated_amount > t.total - t.credited_amount AND NOT EXISTS (
  SELECT FROM matching_credit c WHERE c.company_id = t.company_id AND c.invoice_id = t.id AND c.taken_at >= (
    SELECT max(p.released_at) FROM payments_allocation a
    JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
    WHERE a.company_id = t.company_id AND a.invoice_id = t.id AND a.live))
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about the payments of one company that does not agree. Called inside a scope."""
    sentence = "{1} is {2}, and its {3} for invoice {4} {5}"
    yield from found_in(company_id, "payment", sentence, _LIVE, standing=list(STANDING))
    yield from found_in(company_id, "payment", "{1} is of {2}, and {3} of it is for invoices", _WHOLE)
    sentence = "{1} is {2}: initiated on {3}, settled on {4}, ended at {5}"
    yield from found_in(company_id, "payment", sentence, _DAYS)
    sentence = "{1} to {2} in {3} is for invoice {4}, of {5} in {6}"
    yield from found_in(company_id, "payment", sentence, _PAYEE)
    sentence = "{1} is {2}: {3} is owed, payments of {4} stand on it and {5} is settled"
    yield from found_in(company_id, "payment", sentence, _PAID)
    yield from found_in(company_id, "payment", "payments of {2} stand on {1}, of which {3} was left", _TOO_MUCH)
