"""What stands on one order, read in one question: a walker chooses its next step from it, and a test holds it together."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from counterfoil.foundation.kernel import scope

Row = dict[str, Any]

_SEEN = """
WITH bills AS (SELECT * FROM invoices_invoice WHERE company_id = %(company)s AND (order_id = %(order)s OR id = ANY (%(lost)s))),
paid AS (SELECT p.id, p.state, p.released_at, a.amount, a.invoice_id, a.live FROM payments_payment p
  JOIN payments_allocation a ON a.company_id = p.company_id AND a.payment_id = p.id
  WHERE a.company_id = %(company)s AND a.invoice_id IN (SELECT id FROM bills))
SELECT jsonb_build_object(
  'state', (SELECT state FROM orders_order WHERE company_id = %(company)s AND id = %(order)s),
  'lines', (SELECT jsonb_agg(jsonb_build_object('id', id, 'limit', limit_quantity, 'accepted', accepted_quantity,
      'covered', covered_quantity, 'covered_amount', covered_amount, 'limit_amount', limit_amount,
      'rows', (SELECT COALESCE(sum(quantity), 0) FROM matching_cover c
               WHERE c.company_id = l.company_id AND c.order_line_id = l.id),
      'rows_amount', (SELECT COALESCE(sum(amount), 0) FROM matching_cover c
                      WHERE c.company_id = l.company_id AND c.order_line_id = l.id)) ORDER BY position)
    FROM orders_orderline l WHERE company_id = %(company)s AND order_id = %(order)s),
  'pieces', (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'state', p.state, 'submission', submission_id,
      'corrects', corrects_id, 'stands', accepted_quantity - corrected_quantity, 'quantity', quantity)
      ORDER BY s.submitted_at, p.id)
    FROM evidence_piece p JOIN evidence_submission s ON s.company_id = p.company_id AND s.id = p.submission_id
    WHERE p.company_id = %(company)s AND p.order_id = %(order)s),
  'invoices', (SELECT jsonb_agg(jsonb_build_object('id', id, 'state', state, 'kind', kind, 'number', number,
      'open', total - credited_amount - allocated_amount, 'allocated', allocated_amount, 'total', total,
      'owed_back', settled_amount - total + credited_amount - returned_amount,
      'linked', order_id IS NOT NULL) ORDER BY received_at, id) FROM bills),
  'invoice_lines', (SELECT jsonb_agg(jsonb_build_object('id', l.id, 'invoice', invoice_id, 'order_line', order_line_id,
      'quantity', quantity, 'price', unit_price) ORDER BY b.received_at, l.position)
    FROM invoices_invoiceline l JOIN bills b ON b.id = l.invoice_id WHERE l.company_id = %(company)s AND NOT struck),
  'exceptions', (SELECT jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'state', x.state) ORDER BY b.received_at, x.kind)
    FROM matching_exception x JOIN bills b ON b.id = x.invoice_id WHERE x.company_id = %(company)s),
  'payments', (SELECT jsonb_agg(jsonb_build_object('id', id, 'state', state, 'invoice', invoice_id, 'amount', amount,
      'live', live) ORDER BY released_at) FROM paid),
  'set_offs', (SELECT jsonb_agg(jsonb_build_object('invoice', s.invoice_id, 'amount', s.amount,
      'payment', s.payment_id, 'state', COALESCE(p.state, 'settled'))) FROM payments_setoff s
    LEFT JOIN payments_payment p ON p.company_id = s.company_id AND p.id = s.payment_id
    WHERE s.company_id = %(company)s AND s.live AND s.invoice_id IN (SELECT id FROM bills)),
  'write_offs', (SELECT jsonb_agg(jsonb_build_object('id', id, 'state', state, 'kind', kind) ORDER BY noted_at, id)
    FROM payments_writeoff WHERE company_id = %(company)s AND order_id = %(order)s),
  'changes', (SELECT COALESCE(max(seq), 0) FROM trail_change WHERE company_id = %(company)s))::text
"""


@dataclass
class Seen:
    """One order's claims as they stand, and how many changes the company's trail holds."""

    state: str
    changes: int
    lines: list[Row] = field(default_factory=list)
    pieces: list[Row] = field(default_factory=list)
    invoices: list[Row] = field(default_factory=list)
    invoice_lines: list[Row] = field(default_factory=list)
    exceptions: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    set_offs: list[Row] = field(default_factory=list)
    write_offs: list[Row] = field(default_factory=list)

    def broken(self) -> list[str]:
        """What must never be so, whatever was done."""
        return [*self._cover(), *self._money()]

    def _cover(self) -> list[str]:
        said = []
        for line in self.lines:
            if (line["covered"], line["covered_amount"]) != (line["rows"], line["rows_amount"]):
                said.append(f"the cover of line {line['id']} is not the sum of its rows")
            if not 0 <= line["covered"] <= line["limit"] or not 0 <= line["covered_amount"] <= line["limit_amount"]:
                said.append(f"line {line['id']} is covered beyond its limit")
        return said

    def _money(self) -> list[str]:
        said = []
        for invoice in self.invoices:
            settled = self._paying(invoice, "settled")
            initiated = settled + self._paying(invoice, "initiated")
            released = initiated + self._paying(invoice, "released")
            if not settled <= initiated <= released == invoice["allocated"] <= invoice["total"]:
                said.append(f"the payments of {invoice['number']} are not what stands on it")
        return said

    def _paying(self, invoice: Row, state: str) -> Decimal:
        paid = (*self.payments, *self.set_offs)
        amounts = (
            one["amount"]
            for one in paid
            if one["invoice"] == invoice["id"] and one["state"] == state and one.get("live", True)
        )
        return sum(amounts, Decimal(0))


def see(company_id: UUID, order_id: UUID, lost: list[UUID]) -> Seen:
    """What stands on the order, and of these invoices that may be linked to none."""
    with scope.reading(company_id), connection.cursor() as cursor:
        cursor.execute(_SEEN, {"company": company_id, "order": order_id, "lost": lost})
        [(text,)] = cursor.fetchall()
    return Seen(**{name: value for name, value in json.loads(text, parse_float=Decimal).items() if value is not None})
