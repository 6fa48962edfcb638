"""Every kind of thing that happens between us and a contractor, each declared once: when it counts, for how much, and where.

A kind reads rows and gives one *movement* for each invoice or order that it moves: `thing` (the row that a line names), `day`,
`currency`, `invoice_id`, `order_id`, `amount`. What stands in the account adds up to what is owed: above zero we owe it. Of
what is *ordered* nothing is owed yet: it is net, as orders are.

Two tables stand above every kind: `bill`, the invoices and advances, and `ordered`, the orders of the contractor that the reader
sees. An advance is never invoiced: what is paid of it is owed by the contractor until it is set off, refunded or written off.
`%(company)s` and `%(zone)s` are the company and its zone: a moment counts on the company's day.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ORDERED, ACCOUNT = "ordered", "account"
INVOICE, ORDER, PAYMENT, REFUND = "invoice", "order", "payment", "refund"
"""What `thing` is the id of, and so how a line is called and where it leads."""
_BILL = "JOIN bill b ON b.id ="
_STANDS = "b.kind = 'invoice' AND b.state NOT IN ('rejected', 'void')"
_OF_PAYMENT = "LEFT JOIN payments_payment p ON p.company_id = s.company_id AND p.id = s.payment_id"
_WENT = """(s.live OR s.ended_at IS NOT NULL OR p.state = 'reversed' AND NOT EXISTS (
  SELECT FROM payments_allocation t WHERE t.company_id = s.company_id AND t.payment_id = s.payment_id
    AND t.invoice_id = s.invoice_id AND t.unlinked)) AND (s.payment_id IS NULL OR p.state IN ('settled', 'reversed'))"""
_WRITTEN = "w.company_id = %(company)s AND w.state IN ('standing', 'reversed')"


@dataclass(frozen=True)
class Kind:
    """One kind of line: its words, the figure that it counts for, and which rows are of it."""

    name: str
    words: Any
    figure: str
    rows: str
    thing: str = INVOICE
    book: str = ACCOUNT
    inside: bool = False
    """Whether it is for those who work here alone (R163)."""


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE %(zone)s)::date"


def _set_off(side: str, sign: str, day: str, which: str) -> str:
    return f"""SELECT b.id, {day}, b.currency, b.id, b.order_id, {sign}s.amount
  FROM payments_setoff s {_BILL} s.{side} {_OF_PAYMENT} WHERE s.company_id = %(company)s AND {_WENT} AND {which}"""


def _written_off(of: str, sign: str, day: str, which: str = "true") -> str:
    return f"""SELECT b.id, {_day(day)}, b.currency, b.id, b.order_id, {sign}w.amount
  FROM payments_writeoff w {_BILL} w.invoice_id WHERE {_WRITTEN} AND w.kind = '{of}' AND {which}"""


def _rest(sign: str, day: str, which: str = "true") -> str:
    return f"""SELECT o.id, {_day(day)}, o.currency, NULL::uuid, o.id, {sign}w.amount
  FROM payments_writeoff w JOIN ordered o ON o.id = w.order_id WHERE {_WRITTEN} AND w.kind = 'order' AND {which}"""


_SETTLED = f"COALESCE(p.settled_on, {_day('s.released_at')})"
_STOOD = "COALESCE(w.approved_at, w.noted_at)"
_REVERSED = "p.state = 'reversed'"
_UNDONE = f"COALESCE({_day('s.ended_at')}, p.reversed_on)"
_TAKEN_BACK = f"({_REVERSED} OR s.ended_at IS NOT NULL)"
_PAID = f"""FROM payments_allocation a {_BILL} a.invoice_id
  JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
  WHERE a.company_id = %(company)s AND NOT a.unlinked"""
_SAID = "JOIN orders_revision r ON r.company_id = %(company)s AND r.order_id = o.id"
_LIMIT = "r.net + r.adjustments + r.allowance_amount"

KINDS = (
    Kind(
        "order_issued",
        _("Order"),
        "ordered",
        f"SELECT o.id, o.issued_on, o.currency, NULL::uuid, o.id, {_LIMIT} FROM ordered o {_SAID} AND r.number = 0",
        thing=ORDER,
        book=ORDERED,
    ),
    Kind(
        "order_revised",
        _("Order changed"),
        "ordered",
        f"""SELECT o.id, {_day("d.arrived_at")}, o.currency, NULL::uuid, o.id,
    {_LIMIT} - (n.net + n.adjustments + n.allowance_amount) FROM ordered o {_SAID} AND r.number BETWEEN 1 AND o.revision_number
  JOIN orders_revision n ON n.company_id = r.company_id AND n.order_id = r.order_id AND n.number = r.number - 1
  JOIN documents_arrival d ON d.company_id = r.company_id AND d.id = r.loaded_from_id""",
        thing=ORDER,
        book=ORDERED,
    ),
    Kind(
        "order_cancelled",
        _("Order cancelled"),
        "ordered",
        f"""SELECT o.id, {_day("o.cancelled_at")}, o.currency, NULL::uuid, o.id, -({_LIMIT})
  FROM ordered o {_SAID} AND r.number = o.revision_number WHERE o.state = 'cancelled'""",
        thing=ORDER,
        book=ORDERED,
    ),
    Kind(
        "order_closed",
        _("Order closed: not invoiced"),
        "closed",
        f"""SELECT o.id, {_day("o.closed_at")}, o.currency, NULL::uuid, o.id, -o.open FROM ordered o
  WHERE o.state = 'closed' AND o.open > 0""",
        thing=ORDER,
        book=ORDERED,
    ),
    Kind(
        "rest_written_off",
        _("Rest of an order written off"),
        "closed",
        _rest("-", _STOOD),
        thing=ORDER,
        book=ORDERED,
        inside=True,
    ),
    Kind(
        "rest_restored",
        _("Write-off of a rest reversed"),
        "closed",
        _rest("", "w.ended_at", "w.state = 'reversed'"),
        thing=ORDER,
        book=ORDERED,
        inside=True,
    ),
    Kind(
        "invoice",
        _("Invoice"),
        "invoiced",
        f"""SELECT b.id, {_day("b.received_at")}, b.currency, b.id, b.order_id, b.total FROM bill b WHERE {_STANDS}""",
    ),
    Kind(
        "credit_note",
        _("Credit note"),
        "credited",
        f"""SELECT l.invoice_id, {_day("max(c.taken_at) FILTER (WHERE c.gross > 0)")}, b.currency, b.id, b.order_id, -sum(c.gross)
  FROM bill b JOIN matching_credit c ON c.company_id = %(company)s AND c.invoice_id = b.id
  JOIN invoices_invoiceline l ON l.company_id = c.company_id AND l.id = c.note_line_id
  WHERE {_STANDS} GROUP BY l.invoice_id, b.currency, b.id, b.order_id HAVING sum(c.gross) <> 0""",
    ),
    Kind(
        "payment",
        _("Payment"),
        "paid",
        f"""SELECT p.id, p.settled_on, p.currency, b.id, b.order_id, -a.amount {_PAID} AND p.state IN ('settled', 'reversed')""",
        thing=PAYMENT,
    ),
    Kind(
        "payment_reversed",
        _("Payment taken back by a bank"),
        "paid",
        f"""SELECT p.id, p.reversed_on, p.currency, b.id, b.order_id, a.amount {_PAID} AND {_REVERSED}""",
        thing=PAYMENT,
    ),
    Kind("set_off", _("Paid from a credit balance"), "set_off", _set_off("invoice_id", "-", _SETTLED, "true")),
    Kind("credit_used", _("Credit balance set off"), "credit_used", _set_off("credited_id", "", _SETTLED, "true")),
    Kind(
        "set_off_reversed",
        _("Paid from a credit balance, taken back"),
        "set_off",
        _set_off("invoice_id", "", _UNDONE, _TAKEN_BACK),
    ),
    Kind(
        "credit_restored",
        _("Credit balance given back"),
        "credit_used",
        _set_off("credited_id", "-", _UNDONE, _TAKEN_BACK),
    ),
    Kind(
        "refund",
        _("Refund"),
        "refunded",
        f"""SELECT f.id, f.received_on, b.currency, b.id, b.order_id, f.amount FROM payments_refund f {_BILL} f.credited_id
  WHERE f.company_id = %(company)s AND f.state = 'confirmed'""",
        thing=REFUND,
    ),
    Kind("written_off", _("Written off"), "written_off", _written_off("invoice", "-", _STOOD)),
    Kind(
        "write_off_reversed",
        _("Write-off reversed"),
        "written_off",
        _written_off("invoice", "", "w.ended_at", "w.state = 'reversed'"),
    ),
    Kind(
        "credit_written_off", _("Credit balance written off"), "credit_written_off", _written_off("balance", "", _STOOD)
    ),
    Kind(
        "credit_write_off_reversed",
        _("Write-off of a credit balance reversed"),
        "credit_written_off",
        _written_off("balance", "-", "w.ended_at", "w.state = 'reversed'"),
    ),
)
"""In the order in which they stand on one day. Whatever else moves what is owed is one more of them: from it come line,
figure, balance, page, files and API."""

BY_NAME = {one.name: one for one in KINDS}


@dataclass(frozen=True)
class Figure:
    """What the lines of its kinds come to, said above zero as people say it. `sign` is what it does to its book."""

    name: str
    words: Any
    sign: int
    book: str = ACCOUNT
    always: bool = False
    """Whether it is said where it is nothing, too."""

    @property
    def is_promised(self) -> bool:
        """Whether it is of what is ordered: net, and not owed yet."""
        return self.book == ORDERED


FIGURES = (
    Figure("ordered", _("Ordered, net"), 1, ORDERED, always=True),
    Figure("closed", _("Of it closed or given up, net"), -1, ORDERED),
    Figure("invoiced", _("Invoiced"), 1, always=True),
    Figure("credited", _("Credited"), -1, always=True),
    Figure("paid", _("Paid"), -1, always=True),
    Figure("set_off", _("Paid from credit balances"), -1, always=True),
    Figure("credit_used", _("Credit balances set off"), 1),
    Figure("refunded", _("Refunded to us"), 1),
    Figure("written_off", _("Written off"), -1, always=True),
    Figure("credit_written_off", _("Credit balances written off"), 1),
)
"""What stands at the foot. *Paid* is what was settled: no write-off is in it, and no payment that has not arrived (R85, R163).
`closed` is what no invoice claims of orders that are closed or written off."""
