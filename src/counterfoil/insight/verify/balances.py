"""Every figure that the database keeps beside the rows that it is the sum of, added up again from those rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from .finding import Finding, found_in
from .naming import NAMES


@dataclass(frozen=True)
class Balance:
    """`column` of each row of `table` is the sum of `adds` over the `rows` whose `key` names it, as far as `counting`."""

    check: str
    table: str
    column: str
    rows: str
    key: str
    adds: str
    counting: str = "true"


_CLAIMS = """(
  SELECT company_id, order_id, (state = 'submitted')::int AS waits, (state = 'submitted' OR
      (state = 'accepted' AND corrects_id IS NULL AND accepted_quantity > corrected_quantity))::int AS lives
    FROM evidence_piece
  UNION ALL
  SELECT company_id, order_id,
      (state IN ('received', 'disputed', 'paying') OR (kind <> 'credit' AND state IN ('matched', 'cleared')))::int,
      CASE kind WHEN 'credit' THEN state IN ('received', 'disputed')
                WHEN 'advance' THEN state IN ('received', 'matched', 'paying')
                ELSE state NOT IN ('rejected', 'void', 'credited') END::int
    FROM invoices_invoice)"""
"""What hangs on an order: evidence while it waits or stands, invoices until they are ended, advances until they are
paid, credit notes while they wait."""

_PAID = """(
  SELECT company_id, invoice_id, amount FROM payments_allocation WHERE live
  UNION ALL
  SELECT company_id, invoice_id, amount FROM payments_setoff WHERE live)"""
"""What stands on an invoice, by payment and by set-off."""

_ARRIVED = """(
  SELECT a.company_id, a.invoice_id, a.amount FROM payments_allocation AS a
  JOIN payments_payment AS p ON p.company_id = a.company_id AND p.id = a.payment_id
  WHERE a.live AND p.state = 'settled'
  UNION ALL
  SELECT s.company_id, s.invoice_id, s.amount FROM payments_setoff AS s
  LEFT JOIN payments_payment AS p ON p.company_id = s.company_id AND p.id = s.payment_id
  WHERE s.live AND (s.payment_id IS NULL OR p.state = 'settled'))"""
"""What of that has arrived: a set-off without a payment at once."""

_CREDITED = """(
  SELECT company_id, invoice_id, gross FROM matching_credit
  UNION ALL
  SELECT company_id, id, settled_amount FROM invoices_invoice WHERE kind = 'advance')"""
"""What was taken off an invoice by credit notes; an advance that has arrived asks for nothing any more."""

_RETURNED = """(
  SELECT company_id, credited_id AS invoice_id, amount FROM payments_setoff WHERE live
  UNION ALL
  SELECT company_id, credited_id, amount FROM payments_refund WHERE state <> 'withdrawn'
  UNION ALL
  SELECT company_id, invoice_id, amount FROM payments_writeoff WHERE kind = 'balance' AND state = 'standing')"""
"""What of a credit balance was taken: set off, refunded, or given up."""

_SMALL = """(
  SELECT company_id, order_id, small FROM matching_cover
  UNION ALL
  SELECT company_id, order_id, small FROM matching_surcharge)"""

_RELEASED = """(
  SELECT a.company_id, i.order_id, a.net FROM payments_allocation AS a
  JOIN invoices_invoice AS i ON i.company_id = a.company_id AND i.id = a.invoice_id WHERE a.live
  UNION ALL
  SELECT s.company_id, i.order_id, s.net FROM payments_setoff AS s
  JOIN invoices_invoice AS i ON i.company_id = s.company_id AND i.id = s.invoice_id WHERE s.live
  UNION ALL
  SELECT s.company_id, i.order_id, -s.credited_net FROM payments_setoff AS s
  JOIN invoices_invoice AS i ON i.company_id = s.company_id AND i.id = s.credited_id WHERE s.live
  UNION ALL
  SELECT r.company_id, i.order_id, -r.net FROM payments_refund AS r
  JOIN invoices_invoice AS i ON i.company_id = r.company_id AND i.id = r.credited_id WHERE r.state = 'confirmed')"""
"""What left for an order, net, less what came back of it."""

_SHARES = """(
  SELECT company_id, drawn_from_id, accepted_amount, covered_amount, charged_amount, written_off_amount,
    held_by(state, limit_amount, accepted_amount, covered_amount + charged_amount + written_off_amount) AS held,
    (state <> 'cancelled')::int AS lives, (state = 'issued')::int AS goes_on
  FROM orders_order WHERE drawn_from_id IS NOT NULL)"""
"""What each contract has of a shared order. Of such a one nothing else is summed."""

_STANDS = "b.state = 'standing' AND b.kind = '{}'"
_ACCEPTED = "b.state = 'accepted'"
_LINES, _ORDERS, _PIECES = "orders_orderline", "orders_order", "evidence_piece"
_INVOICES, _CLAIMED, _COVER = "invoices_invoice", "invoices_invoiceline", "matching_cover"
_WRITTEN = "payments_writeoff"

BALANCES = (
    Balance("accepted", _LINES, "accepted_quantity", _PIECES, "line_id", "b.accepted_quantity", _ACCEPTED),
    Balance("accepted", _LINES, "accepted_amount", _PIECES, "line_id", "b.accepted_amount", _ACCEPTED),
    Balance("accepted", _ORDERS, "accepted_amount", _PIECES, "order_id", "b.accepted_amount", _ACCEPTED),
    Balance("corrected", _PIECES, "corrected_quantity", _PIECES, "corrects_id", "-b.accepted_quantity", _ACCEPTED),
    Balance("corrected", _PIECES, "corrected_amount", _PIECES, "corrects_id", "-b.accepted_amount", _ACCEPTED),
    Balance("used", _PIECES, "used_quantity", _COVER, "piece_id", "b.quantity"),
    Balance("used", _PIECES, "used_amount", _COVER, "piece_id", "b.amount"),
    Balance("covered", _LINES, "covered_quantity", _COVER, "order_line_id", "b.quantity"),
    Balance("covered", _LINES, "covered_amount", _COVER, "order_line_id", "b.amount"),
    Balance("covered", _ORDERS, "covered_amount", _COVER, "order_id", "b.amount"),
    Balance("covered", _CLAIMED, "covered_quantity", _COVER, "invoice_line_id", "b.quantity"),
    Balance("covered", _CLAIMED, "covered_amount", _COVER, "invoice_line_id", "b.amount"),
    Balance("credited", _CLAIMED, "credited_quantity", "matching_credit", "invoice_line_id", "b.quantity"),
    Balance("credited", _CLAIMED, "credited_amount", "matching_credit", "invoice_line_id", "b.amount"),
    Balance("credited", _INVOICES, "credited_amount", _CREDITED, "invoice_id", "b.gross"),
    Balance("allocated", _INVOICES, "allocated_amount", _PAID, "invoice_id", "b.amount"),
    Balance("returned", _INVOICES, "returned_amount", _RETURNED, "invoice_id", "b.amount"),
    Balance(
        "written off", _INVOICES, "written_off_amount", _WRITTEN, "invoice_id", "b.amount", _STANDS.format("invoice")
    ),
    Balance("written off", _ORDERS, "written_off_amount", _WRITTEN, "order_id", "b.amount", _STANDS.format("order")),
    Balance("charged", _INVOICES, "charged_amount", "matching_surcharge", "invoice_id", "b.amount + b.small"),
    Balance("charged", _ORDERS, "charged_amount", "matching_surcharge", "order_id", "b.amount"),
    Balance("small differences", _CLAIMED, "small_amount", _COVER, "invoice_line_id", "b.small"),
    Balance("small differences", _ORDERS, "small_amount", _SMALL, "order_id", "b.small"),
    Balance("released", _ORDERS, "released_amount", _RELEASED, "order_id", "b.net"),
    Balance("allocated", _INVOICES, "settled_amount", _ARRIVED, "invoice_id", "b.amount"),
    Balance("claims", _ORDERS, "open_claims", _CLAIMS, "order_id", "b.waits"),
    Balance("claims", _ORDERS, "live_claims", _CLAIMS, "order_id", "b.lives"),
    Balance("shared", _ORDERS, "drawn_amount", _SHARES, "drawn_from_id", "b.held"),
    Balance("shared", _ORDERS, "accepted_amount", _SHARES, "drawn_from_id", "b.accepted_amount"),
    Balance("shared", _ORDERS, "covered_amount", _SHARES, "drawn_from_id", "b.covered_amount"),
    Balance("shared", _ORDERS, "charged_amount", _SHARES, "drawn_from_id", "b.charged_amount"),
    Balance("shared", _ORDERS, "written_off_amount", _SHARES, "drawn_from_id", "b.written_off_amount"),
    Balance("shared", _ORDERS, "live_claims", _SHARES, "drawn_from_id", "b.lives"),
    Balance("shared", _ORDERS, "open_claims", _SHARES, "drawn_from_id", "b.goes_on"),
)

_DIFFERENT = """
SELECT t.id, {name}, t.{column}, COALESCE(s.figure, 0) FROM {table} t LEFT JOIN (
  SELECT b.{key} AS id, sum({adds}) AS figure FROM {rows} AS b
  WHERE b.company_id = %(company)s AND {counting} GROUP BY b.{key}) AS s ON s.id = t.id
WHERE t.company_id = %(company)s AND t.{column} <> COALESCE(s.figure, 0){of} ORDER BY t.id
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every kept figure that is not the sum of its rows. Called inside a scope."""
    for balance in BALANCES:
        words = balance.column.replace("_", " ")
        sentence = f"the {words} of {{1}} is {{2}}, and its rows add up to {{3}}"
        of = "" if balance.table != _ORDERS else f" AND {'' if balance.rows == _SHARES else 'NOT '}(t.kind = 'shared')"
        sql = _DIFFERENT.format(name=NAMES[balance.table], of=of, **vars(balance))
        yield from found_in(company_id, balance.check, sentence, sql)
