"""Whether what was matched agrees with itself: what each invoice holds, the limits, and its exceptions."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.lifecycle.invoices.states import COVERING, ENDED

from .finding import Finding, found_in
from .naming import NAMES

_LINE, _INVOICE = NAMES["invoices_invoiceline"], NAMES["invoices_invoice"]
_BEYOND_LIMIT = f"""
SELECT t.id, {NAMES["orders_order"]}, t.covered_amount, t.limit_amount FROM orders_order t
WHERE t.company_id = %(company)s AND t.covered_amount + t.charged_amount NOT BETWEEN 0 AND t.limit_amount
UNION ALL
SELECT t.id, {NAMES["orders_orderline"]}, t.covered_amount, t.limit_amount FROM orders_orderline t
WHERE t.company_id = %(company)s AND t.covered_amount NOT BETWEEN 0 AND t.limit_amount
UNION ALL
SELECT t.id, {NAMES["orders_orderline"]}, t.covered_quantity, t.limit_quantity FROM orders_orderline t
WHERE t.company_id = %(company)s AND t.covered_quantity NOT BETWEEN 0 AND t.limit_quantity
"""
_HELD = f"""
SELECT t.id, {_LINE}, bill.state, t.covered_quantity, t.covered_amount, should.quantity, should.amount
FROM invoices_invoiceline t
JOIN invoices_invoice bill ON bill.company_id = t.company_id AND bill.id = t.invoice_id
CROSS JOIN LATERAL (SELECT (bill.kind = 'invoice' AND bill.state = ANY (%(covering)s) AND NOT t.struck)::int AS holds) AS it
CROSS JOIN LATERAL (SELECT it.holds * (t.quantity - t.credited_quantity) AS quantity,
                           it.holds * (t.amount - t.credited_amount) AS amount) AS should
WHERE t.company_id = %(company)s
  AND (t.covered_quantity, t.covered_amount + t.small_amount) <> (should.quantity, should.amount)
  AND NOT (it.holds = 1 AND has_charges(bill.company_id, bill.order_id) AND t.covered_quantity = should.quantity
    AND is_covered(bill.company_id, bill.id, bill.order_id,
      bill.total + bill.prepaid - bill.net - bill.tax, bill.charged_amount))
"""
_ELSEWHERE = f"""
SELECT t.id, {_LINE}, s.amount, s.order_line_id, s.order_id FROM (
  SELECT invoice_line_id, order_id, order_line_id, sum(amount) AS amount, sum(quantity) AS quantity
  FROM matching_cover WHERE company_id = %(company)s GROUP BY 1, 2, 3) AS s
JOIN invoices_invoiceline t ON t.company_id = %(company)s AND t.id = s.invoice_line_id
JOIN invoices_invoice bill ON bill.company_id = t.company_id AND bill.id = t.invoice_id
WHERE (s.amount <> 0 OR s.quantity <> 0)
  AND (t.order_line_id, bill.order_id) IS DISTINCT FROM (s.order_line_id, s.order_id)
"""
_OTHER_EVIDENCE = f"""
SELECT c.id, {_LINE}, c.quantity, c.piece_id, c.order_line_id FROM matching_cover c
JOIN evidence_piece p ON p.company_id = c.company_id AND p.id = c.piece_id
JOIN invoices_invoiceline t ON t.company_id = c.company_id AND t.id = c.invoice_line_id
WHERE c.company_id = %(company)s AND p.line_id <> c.order_line_id
"""
_STANDING_AGAINST = f"""
SELECT t.id, {_INVOICE}, t.state, COALESCE(x.open, 0), COALESCE(x.accepted, 0) FROM invoices_invoice t LEFT JOIN (
  SELECT invoice_id, count(*) FILTER (WHERE state = 'open') AS open,
         count(*) FILTER (WHERE state = 'accepted') AS accepted
  FROM matching_exception WHERE company_id = %(company)s GROUP BY invoice_id) AS x ON x.invoice_id = t.id
WHERE t.company_id = %(company)s AND (
  (t.state = 'disputed' AND COALESCE(x.open, 0) = 0)
  OR (t.state = ANY (%(covering)s::text[] || %(ended)s::text[]) AND x.open > 0)
  OR (t.state = ANY (%(ended)s) AND x.accepted > 0)
  OR (t.kind = 'invoice' AND t.state = 'cleared' AND COALESCE(x.accepted, 0) = 0)
  OR (t.kind = 'invoice' AND t.state = 'matched' AND x.accepted > 0))
"""
_CHARGES = f"""
SELECT t.id, {_INVOICE}, t.state, t.charged_amount, GREATEST(t.total + t.prepaid - t.net - t.tax, 0)
FROM invoices_invoice t WHERE t.company_id = %(company)s AND t.kind = 'invoice' AND t.charged_amount <>
  CASE WHEN t.state = ANY (%(covering)s) THEN GREATEST(t.total + t.prepaid - t.net - t.tax, 0) ELSE 0 END
  AND NOT (t.state = ANY (%(covering)s) AND has_charges(t.company_id, t.order_id)
    AND is_covered(t.company_id, t.id, t.order_id, t.total + t.prepaid - t.net - t.tax, t.charged_amount))
"""
_UNSETTLED = f"""
SELECT t.id, {NAMES["matching_exception"]}, t.state, COALESCE(t.settled_by_id::text, 'nobody'),
       COALESCE(t.settled_at::text, 'no moment') FROM matching_exception t
WHERE t.company_id = %(company)s AND ((t.state = 'open') <> (t.settled_by_id IS NULL)
  OR (t.state = 'open') <> (t.settled_at IS NULL))
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about what was matched that does not agree. Called inside a scope."""
    states = {"covering": list(COVERING), "ended": list(ENDED)}
    yield from found_in(company_id, "limit", "{1} has {2} covered, and its limit is {3}", _BEYOND_LIMIT)
    sentence = "{1}, which is {2}, covers {3} for {4} and should cover {5} for {6}"
    yield from found_in(company_id, "covered", sentence, _HELD, **states)
    sentence = "{1}, which is {2}, has taken {3} beside its lines, and claims {4} there"
    yield from found_in(company_id, "charged", sentence, _CHARGES, covering=list(COVERING))
    sentence = "{1} covers {2} of line {3} (order {4}), with which it is not paired"
    yield from found_in(company_id, "covered", sentence, _ELSEWHERE)
    sentence = "{1} uses {2} of evidence {3}, which is not of the order line {4} that it covers"
    yield from found_in(company_id, "used", sentence, _OTHER_EVIDENCE)
    sentence = "{1} is {2}, with {3} open and {4} accepted exceptions"
    yield from found_in(company_id, "exception", sentence, _STANDING_AGAINST, **states)
    yield from found_in(company_id, "exception", "{1} is {2}, settled by {3} at {4}", _UNSETTLED)
