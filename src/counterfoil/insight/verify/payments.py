"""Whether the payments agree: with what they pay, with their days, and with the state of what they pay."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.lifecycle.payments.states import STANDING

from .finding import Finding, found_in
from .naming import NAMES

_PAYMENT, _INVOICE = NAMES["payments_payment"], NAMES["invoices_invoice"]
_MOVED = """EXISTS (SELECT FROM trail_change c WHERE c.company_id = {0}.company_id AND c.row_id = {0}.id AND c.op = 'U'
  AND c.relation IN ('payments_allocation', 'payments_setoff') AND c.plain ? 'invoice_id')"""
"""Whether it was paid of an invoice that a correction has replaced."""
_LIVE = f"""
SELECT a.id, {_PAYMENT}, t.state, a.amount, bill.number, CASE WHEN a.live THEN 'counts' ELSE 'does not count' END
FROM payments_allocation a JOIN payments_payment t ON t.company_id = a.company_id AND t.id = a.payment_id
JOIN invoices_invoice bill ON bill.company_id = a.company_id AND bill.id = a.invoice_id
WHERE a.company_id = %(company)s AND a.live <> (t.state = ANY (%(standing)s) AND NOT a.unlinked)
"""
_WHOLE = f"""
SELECT t.id, {_PAYMENT}, t.amount, COALESCE(s.amount, 0) FROM payments_payment t LEFT JOIN (
  SELECT payment_id, sum(amount) AS amount FROM payments_allocation
  WHERE company_id = %(company)s AND NOT unlinked GROUP BY payment_id) AS s ON s.payment_id = t.id
WHERE t.company_id = %(company)s AND t.amount <> COALESCE(s.amount, 0)
"""
_DAYS = f"""
SELECT t.id, {_PAYMENT}, t.state, COALESCE(t.initiated_on::text, 'no day'), COALESCE(t.settled_on::text, 'no day'),
       COALESCE(t.ended_at::text, 'no moment') FROM payments_payment t
WHERE t.company_id = %(company)s AND (
  (t.state IN ('initiated', 'settled', 'failed', 'reversed')) <> (t.initiated_on IS NOT NULL)
  OR (t.initiated_on IS NULL) <> (t.initiated_at IS NULL)
  OR (t.state IN ('settled', 'reversed')) <> (t.settled_on IS NOT NULL) OR (t.state = 'reversed') <> (t.reversed_on IS NOT NULL)
  OR t.reversed_on < t.settled_on OR (t.settled_on IS NULL) <> (t.settled_at IS NULL)
  OR (t.state IN ('failed', 'cancelled', 'reversed')) <> (t.ended_at IS NOT NULL) OR t.settled_on < t.initiated_on)
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
  SELECT a.invoice_id, sum(a.amount) AS live, sum(a.amount) FILTER (WHERE a.arrived) AS settled FROM (
    SELECT l.invoice_id, l.amount, p.state = 'settled' AS arrived FROM payments_allocation l
    JOIN payments_payment p ON p.company_id = l.company_id AND p.id = l.payment_id
    WHERE l.company_id = %(company)s AND l.live
    UNION ALL
    SELECT o.invoice_id, o.amount, o.payment_id IS NULL OR p.state = 'settled' FROM payments_setoff o
    LEFT JOIN payments_payment p ON p.company_id = o.company_id AND p.id = o.payment_id
    WHERE o.company_id = %(company)s AND o.live) AS a GROUP BY a.invoice_id) AS s ON s.invoice_id = t.id
WHERE t.company_id = %(company)s AND (CASE t.state WHEN 'written_off' THEN s.live IS DISTINCT FROM s.settled
    ELSE (t.state IN ('paying', 'paid')) <> (s.live IS NOT NULL) END
  OR (t.state = 'paid' AND (s.settled IS DISTINCT FROM s.live
    OR t.total - t.credited_amount - s.live >= last_unit(t.currency))))
"""
# A credit note may come after the money has left; nobody may pay more than is left when it leaves.
_TOO_MUCH = f"""
SELECT t.id, {_INVOICE}, t.allocated_amount, t.total - t.credited_amount FROM invoices_invoice t
WHERE t.company_id = %(company)s AND t.kind = 'invoice' AND t.allocated_amount > t.total - t.credited_amount AND NOT EXISTS (
  SELECT FROM matching_credit c WHERE c.company_id = t.company_id AND c.invoice_id = t.id AND c.taken_at >= (
    SELECT max(r.released_at) FROM (
      SELECT p.released_at FROM payments_allocation a
      JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
      WHERE a.company_id = t.company_id AND a.invoice_id = t.id AND a.live
      UNION ALL
      SELECT s.released_at FROM payments_setoff s
      WHERE s.company_id = t.company_id AND s.invoice_id = t.id AND s.live) AS r))
  AND NOT EXISTS (SELECT FROM payments_allocation a WHERE a.company_id = t.company_id AND a.invoice_id = t.id AND a.live
    AND {_MOVED.format("a")})
  AND NOT EXISTS (SELECT FROM payments_setoff s WHERE s.company_id = t.company_id AND s.invoice_id = t.id AND s.live
    AND {_MOVED.format("s")})
"""
_NET = f"""
SELECT t.id, {_INVOICE}, s.amount, s.net, least_net(t.total, t.prepaid, t.tax, t.currency, s.amount) FROM invoices_invoice t
JOIN (SELECT paid.invoice_id, sum(paid.amount) AS amount, sum(paid.net) AS net FROM (
    SELECT invoice_id, amount, net, false AS moved FROM payments_setoff WHERE company_id = %(company)s AND live
    UNION ALL
    SELECT a.invoice_id, a.amount, a.net, {_MOVED.format("a")} FROM payments_allocation a
    WHERE a.company_id = %(company)s AND a.live) AS paid GROUP BY paid.invoice_id HAVING NOT bool_or(paid.moved)) AS s
  ON s.invoice_id = t.id
WHERE t.company_id = %(company)s
  AND s.net + last_unit(t.currency) < least_net(t.total, t.prepaid, t.tax, t.currency, s.amount)
"""
# What was paid and is owed no more: as much of it as was set off or refunded was there to be taken.
_OVERDRAWN = f"""
SELECT t.id, {_INVOICE}, t.returned_amount, t.settled_amount - t.total + t.credited_amount FROM invoices_invoice t
WHERE t.company_id = %(company)s AND t.returned_amount > 0
  AND t.returned_amount > t.settled_amount - t.total + t.credited_amount
"""
_SET_OFF = f"""
SELECT s.id, {_INVOICE}, s.amount, c.number, COALESCE(p.state, 'no payment'),
       CASE WHEN s.live THEN 'counts' ELSE 'does not count' END
FROM payments_setoff s JOIN invoices_invoice t ON t.company_id = s.company_id AND t.id = s.invoice_id
JOIN invoices_invoice c ON c.company_id = s.company_id AND c.id = s.credited_id
LEFT JOIN payments_payment p ON p.company_id = s.company_id AND p.id = s.payment_id
WHERE s.company_id = %(company)s AND (s.live <> (s.ended_at IS NULL AND (s.payment_id IS NULL OR p.state = ANY (%(standing)s)
  AND NOT EXISTS (SELECT FROM payments_allocation u WHERE u.company_id = s.company_id AND u.payment_id = s.payment_id
      AND u.invoice_id = s.invoice_id AND u.unlinked)))
  OR (t.contractor_id, t.currency) <> (c.contractor_id, c.currency))
"""
# More than an order allows is released on it only while what was credited afterwards was not set off yet.
_BEYOND = f"""
SELECT t.id, {NAMES["orders_order"]}, t.released_amount, t.limit_amount, t.small_amount FROM orders_order t
WHERE t.company_id = %(company)s AND (t.small_amount > most_small(t.limit_amount, t.currency)
  OR t.state <> 'cancelled' AND t.released_amount > t.limit_amount + t.small_amount)
"""
_IMPOSSIBLE = f"""
SELECT t.id, {_PAYMENT}, t.initiated_on, bill.number, bill.issued_on, (t.released_at AT TIME ZONE c.timezone)::date
FROM payments_payment t JOIN companies_company c ON c.id = t.company_id
JOIN payments_allocation a ON a.company_id = t.company_id AND a.payment_id = t.id
JOIN invoices_invoice bill ON bill.company_id = t.company_id AND bill.id = a.invoice_id
WHERE t.company_id = %(company)s AND t.initiated_on IS NOT NULL AND (
  (a.live AND t.initiated_on < bill.issued_on AND NOT {_MOVED.format("a")})
  OR t.initiated_on > (t.initiated_at AT TIME ZONE c.timezone)::date
  OR t.settled_on > (t.settled_at AT TIME ZONE c.timezone)::date
  OR t.reversed_on > (t.ended_at AT TIME ZONE c.timezone)::date
  OR (t.initiated_on < (t.released_at AT TIME ZONE c.timezone)::date AND t.day_reason = ''))
"""
_OWN_REFUND = f"""
SELECT r.id, {_INVOICE}, r.amount FROM payments_refund r
JOIN invoices_invoice t ON t.company_id = r.company_id AND t.id = r.credited_id
WHERE r.company_id = %(company)s AND r.state = 'confirmed' AND r.decided_by_id = r.noted_by_id
  AND separated(r.company_id, %(approving)s)
"""
_OWN_ADVANCE = f"""
SELECT p.id, {_INVOICE}, p.amount FROM payments_allocation a
JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
JOIN invoices_invoice t ON t.company_id = a.company_id AND t.id = a.invoice_id
WHERE a.company_id = %(company)s AND a.live AND t.kind = 'advance' AND p.released_by_id = t.entered_by_id
  AND separated(a.company_id, %(approving)s)
"""
_ADVANCED = f"""
SELECT t.id, {_INVOICE}, o.number, t.total, t.net, t.tax + t.charges + t.rounding + t.prepaid FROM invoices_invoice t
LEFT JOIN orders_order o ON o.company_id = t.company_id AND o.id = t.order_id
WHERE t.company_id = %(company)s AND t.kind = 'advance' AND (o.id IS NULL OR t.total <> t.net
  OR (t.tax, t.charges, t.rounding, t.prepaid) <> (0, 0, 0, 0) OR (o.contractor_id, o.currency) <> (t.contractor_id, t.currency))
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
    sentence = "{2} of {1} are paid and count with {3} on its order, which is less than their net of {4}"
    yield from found_in(company_id, "released", sentence, _NET)
    yield from found_in(company_id, "balance", "{2} of {1} came back, and its credit balance was {3}", _OVERDRAWN)
    sentence = "{2} of the credit balance of {3} pay {1} with {4}, and that {5}"
    yield from found_in(company_id, "balance", sentence, _SET_OFF, standing=list(STANDING))
    sentence = "{2} are released on {1}, which allows {3} and has small differences of {4}"
    yield from found_in(company_id, "released", sentence, _BEYOND)
    sentence = "{1} left on {2}, for invoice {3} of {4}, released on {5}"
    yield from found_in(company_id, "payment", sentence, _IMPOSSIBLE)
    sentence = "who noted a refund of {2} of {1} confirmed it"
    yield from found_in(company_id, "balance", sentence, _OWN_REFUND, approving=sorted(APPROVERS))
    sentence = "who asked for {1} released it with {2}"
    yield from found_in(company_id, "advance", sentence, _OWN_ADVANCE, approving=sorted(APPROVERS))
    sentence = "{1} on order {2} is an advance of {3}, of which {4} is money and {5} something else"
    yield from found_in(company_id, "advance", sentence, _ADVANCED)
