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
      (state IN ('received', 'disputed', 'paying') OR (kind = 'invoice' AND state IN ('matched', 'cleared')))::int,
      CASE kind WHEN 'credit' THEN state IN ('received', 'disputed')
                ELSE state NOT IN ('rejected', 'void', 'credited') END::int
    FROM invoices_invoice)"""
"""What hangs on an order: evidence while it waits or stands, invoices until they are ended, credit notes while they wait."""

_ARRIVED = """(
  SELECT a.company_id, a.invoice_id, a.amount FROM payments_allocation AS a
  JOIN payments_payment AS p ON p.company_id = a.company_id AND p.id = a.payment_id
  WHERE a.live AND p.state = 'settled')"""
"""What of each allocation has arrived."""

_ACCEPTED, _LIVE = "b.state = 'accepted'", "b.live"
_LINES, _ORDERS, _PIECES = "orders_orderline", "orders_order", "evidence_piece"
_INVOICES, _CLAIMED, _COVER = "invoices_invoice", "invoices_invoiceline", "matching_cover"

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
    Balance("credited", _INVOICES, "credited_amount", "matching_credit", "invoice_id", "b.gross"),
    Balance("allocated", _INVOICES, "allocated_amount", "payments_allocation", "invoice_id", "b.amount", _LIVE),
    Balance("allocated", _INVOICES, "settled_amount", _ARRIVED, "invoice_id", "b.amount"),
    Balance("claims", _ORDERS, "open_claims", _CLAIMS, "order_id", "b.waits"),
    Balance("claims", _ORDERS, "live_claims", _CLAIMS, "order_id", "b.lives"),
)

_DIFFERENT = """
SELECT t.id, {name}, t.{column}, COALESCE(s.figure, 0) FROM {table} t LEFT JOIN (
  SELECT b.{key} AS id, sum({adds}) AS figure FROM {rows} AS b
  WHERE b.company_id = %(company)s AND {counting} GROUP BY b.{key}) AS s ON s.id = t.id
WHERE t.company_id = %(company)s AND t.{column} <> COALESCE(s.figure, 0) ORDER BY t.id
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every kept figure that is not the sum of its rows. Called inside a scope."""
    for balance in BALANCES:
        words = balance.column.replace("_", " ")
        sentence = f"the {words} of {{1}} is {{2}}, and its rows add up to {{3}}"
        sql = _DIFFERENT.format(name=NAMES[balance.table], **vars(balance))
        yield from found_in(company_id, balance.check, sentence, sql)
