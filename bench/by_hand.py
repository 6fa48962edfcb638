"""The same ten transactions in SQL that a careful person writes by hand, through psycopg with prepared statements.

One statement, and so one round trip and one commit, wherever correct work needs no more; receiving needs two, because
what is compared must be read under the lock. Everything that must hold holds for any number of clients: states move only
along the line, a number is dealt once and without a gap, nobody approves or accepts their own, no balance goes beyond its
limit, evidence is used once, a key is used once, and each transaction leaves one row on the trail.
What is missing is what the product is for: keys and permissions, row security, who changed what from what, seals, words.
"""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import psycopg
from uuid_utils.compat import uuid7

from .line import LINES, NET, tax_of

TABLES = (Path(__file__).parent / "by_hand.sql").read_text()

_TRAIL = "INSERT INTO trail (company, member, verb, subject, key, answer) SELECT %(company)s, %(by)s, "
_KEY = ", %(key)s, "

CREATE = f"""
WITH head AS (
  INSERT INTO purchase_order (id, company, contractor, requester, state, title, total)
  VALUES (%(order)s, %(company)s, %(contractor)s, %(by)s, 'draft', %(title)s, %(total)s) RETURNING id
), lines AS (
  INSERT INTO order_line (id, order_id, position, text, quantity, unit, unit_price, amount)
  SELECT line.id, %(order)s, line.n, line.text, line.quantity, line.unit, line.unit_price, line.amount
  FROM unnest(%(lines)s::uuid[], %(texts)s::text[], %(quantities)s::numeric[], %(units)s::text[], %(prices)s::numeric[],
              %(amounts)s::numeric[]) WITH ORDINALITY AS line (id, text, quantity, unit, unit_price, amount, n)
)
{_TRAIL} 'order.create', id {_KEY} id::text FROM head RETURNING answer"""

SUBMIT = f"""
WITH head AS (
  UPDATE purchase_order SET state = 'pending', digest = encode(sha256(convert_to(id || title || total || (
    SELECT string_agg(text || quantity || unit || unit_price || amount, '|' ORDER BY position)
    FROM order_line WHERE order_id = %(order)s), 'UTF8')), 'hex')
  WHERE id = %(order)s AND company = %(company)s AND state = 'draft' RETURNING id, digest
)
{_TRAIL} 'order.submit', id {_KEY} digest FROM head RETURNING answer"""

APPROVE = f"""
WITH head AS (
  UPDATE purchase_order SET state = 'approved', approver = %(by)s, limit_amount = total
  WHERE id = %(order)s AND company = %(company)s AND state = 'pending' AND digest = %(shown)s AND requester <> %(by)s
  RETURNING id
), lines AS (
  UPDATE order_line SET limit_quantity = quantity, limit_amount = amount FROM head WHERE order_id = head.id
)
{_TRAIL} 'order.approve', id {_KEY} 'approved' FROM head RETURNING answer"""

ISSUE = f"""
WITH head AS MATERIALIZED (
  SELECT id FROM purchase_order WHERE id = %(order)s AND company = %(company)s AND state = 'approved' FOR UPDATE
), dealt AS (
  INSERT INTO counter (company, series, value) SELECT %(company)s, 'order', 1 FROM head
  ON CONFLICT (company, series) DO UPDATE SET value = counter.value + 1 RETURNING value
), issued AS (
  UPDATE purchase_order SET state = 'issued', number = 'PO-2026-' || lpad(value::text, 5, '0'),
    document = json_build_object('number', value, 'title', title, 'total', total, 'digest', digest)::text
  FROM dealt WHERE id = (SELECT id FROM head) RETURNING id, number
)
{_TRAIL} 'order.issue', id {_KEY} number FROM issued RETURNING answer"""

SUBMIT_EVIDENCE = f"""
WITH head AS MATERIALIZED (
  SELECT id FROM purchase_order WHERE id = %(order)s AND company = %(company)s AND state = 'issued' FOR UPDATE
), sent AS (
  INSERT INTO submission (id, order_id, submitter, state) SELECT %(submission)s, id, %(by)s, 'submitted' FROM head
  RETURNING id
), shown AS (
  INSERT INTO piece (id, submission_id, line_id, quantity) SELECT given.id, sent.id, order_line.id, given.quantity
  FROM sent, unnest(%(pieces)s::uuid[], %(lines)s::uuid[], %(quantities)s::numeric[]) AS given (id, line, quantity)
  JOIN order_line ON order_line.id = given.line AND order_line.order_id = %(order)s
)
{_TRAIL} 'evidence.submit', id {_KEY} id::text FROM sent RETURNING answer"""

ACCEPT = f"""
WITH head AS MATERIALIZED (
  SELECT id FROM purchase_order WHERE id = %(order)s AND company = %(company)s AND state = 'issued' FOR UPDATE
), sent AS (
  UPDATE submission SET state = 'accepted', accepter = %(by)s FROM head
  WHERE submission.id = %(submission)s AND order_id = head.id AND state = 'submitted' AND submitter <> %(by)s
  RETURNING submission.id
), pieces AS (
  UPDATE piece SET accepted_quantity = quantity FROM sent WHERE submission_id = sent.id RETURNING line_id, quantity
), taken AS (
  SELECT line_id, sum(quantity) AS quantity FROM pieces GROUP BY line_id
), lines AS (
  UPDATE order_line SET accepted_quantity = accepted_quantity + taken.quantity,
    accepted_amount = round((accepted_quantity + taken.quantity) * unit_price, 2)
  FROM taken WHERE id = taken.line_id RETURNING round(taken.quantity * unit_price, 2) AS more
), ordered AS (
  UPDATE purchase_order SET accepted_amount = accepted_amount + (SELECT sum(more) FROM lines)
  WHERE id = (SELECT id FROM head) AND EXISTS (SELECT FROM sent)
)
{_TRAIL} 'evidence.accept', id {_KEY} id::text FROM sent RETURNING answer"""

LOCK = """
SELECT head.id, line.id, line.unit_price, line.accepted_quantity - line.covered_quantity
FROM purchase_order head JOIN order_line line ON line.order_id = head.id
WHERE head.company = %(company)s AND head.number = %(quoted)s AND head.contractor = %(contractor)s
  AND head.state = 'issued' ORDER BY line.position FOR UPDATE OF head, line"""

RECEIVE = f"""
WITH given AS (
  SELECT * FROM unnest(%(rows)s::uuid[], %(lines)s::uuid[], %(quantities)s::numeric[], %(prices)s::numeric[],
                       %(amounts)s::numeric[]) AS given (id, line, quantity, unit_price, amount)
), head AS (
  INSERT INTO invoice (id, company, order_id, contractor, number, entered_by, state, total)
  VALUES (%(invoice)s, %(company)s, %(order)s, %(contractor)s, %(number)s, %(by)s, %(state)s, %(total)s) RETURNING id
), claimed AS (
  INSERT INTO invoice_line (id, invoice_id, line_id, quantity, unit_price, amount)
  SELECT given.id, head.id, line, quantity, unit_price, amount FROM head, given
), covered AS (
  UPDATE order_line SET covered_quantity = covered_quantity + given.quantity,
    covered_amount = covered_amount + given.amount
  FROM given WHERE order_line.id = given.line AND %(state)s = 'matched'
), free AS (
  SELECT piece.id, accepted_quantity - used_quantity AS free, given.quantity AS wanted,
    sum(accepted_quantity - used_quantity) OVER (PARTITION BY line_id ORDER BY piece.id) AS so_far
  FROM piece JOIN given ON piece.line_id = given.line WHERE %(state)s = 'matched' AND accepted_quantity > used_quantity
), used AS (
  UPDATE piece SET used_quantity = used_quantity + least(free, wanted - so_far + free)
  FROM free WHERE piece.id = free.id AND so_far - free < wanted
), ordered AS (
  UPDATE purchase_order SET covered_amount = covered_amount + (SELECT sum(amount) FROM given)
  WHERE id = %(order)s AND %(state)s = 'matched'
)
{_TRAIL} 'invoice.receive', id {_KEY} %(state)s FROM head RETURNING answer"""

RELEASE = f"""
WITH claim AS (
  UPDATE invoice SET state = 'paying', allocated = total
  WHERE id = %(invoice)s AND company = %(company)s AND state = 'matched' AND entered_by <> %(by)s RETURNING id, total
), paid AS (
  INSERT INTO payment (id, invoice_id, amount, state, released_by)
  SELECT %(payment)s, id, total, 'released', %(by)s FROM claim RETURNING id
)
{_TRAIL} 'payment.release', id {_KEY} id::text FROM paid RETURNING answer"""

INITIATE = f"""
WITH sent AS (
  UPDATE payment SET state = 'initiated', reference = %(reference)s
  WHERE id = %(payment)s AND state = 'released' RETURNING id
)
{_TRAIL} 'payment.initiate', id {_KEY} id::text FROM sent RETURNING answer"""

SETTLE = f"""
WITH arrived AS (
  UPDATE payment SET state = 'settled' WHERE id = %(payment)s AND state = 'initiated' RETURNING id, invoice_id, amount
), paid AS (
  UPDATE invoice SET settled = settled + amount, state = CASE WHEN settled + amount = total THEN 'paid' ELSE state END
  FROM arrived WHERE invoice.id = invoice_id
)
{_TRAIL} 'payment.settle', id {_KEY} id::text FROM arrived RETURNING answer"""


CONTRACTORS = 5
"""So many for each company."""


class NotDone(Exception):
    """The row was not there, or not in the state from which this goes on."""


class ByHand:
    """One client."""

    def __init__(self, address: str, companies: Sequence[UUID]) -> None:
        self.connection = psycopg.connect(address, autocommit=True, prepare_threshold=0)
        self.connection.execute("SET search_path = by_hand")
        self._companies = companies

    def start(self, serial: int) -> None:
        turn, company = divmod(serial, len(self._companies))
        self._company, self._total = self._companies[company], NET + tax_of(serial)
        self._contractor, self._name = uuid5(self._company, f"contractor {turn % CONTRACTORS}"), uuid4().hex
        self._people = {name: uuid5(self._company, name) for name in ("rita", "amir", "iris", "cleo", "petra", "fay")}

    def create(self) -> None:
        self.order, self._lines = uuid7(), [uuid7() for _ in LINES]
        given = {"contractor": self._contractor, "title": "Spring catalogue", "total": NET, "lines": self._lines}
        self._do("rita", CREATE, order=self.order, **given, **COLUMNS)

    def submit(self) -> None:
        self._shown = self._do("rita", SUBMIT, order=self.order)

    def approve(self) -> None:
        self._do("amir", APPROVE, order=self.order, shown=self._shown)

    def issue(self) -> None:
        self.number = self._do("iris", ISSUE, order=self.order)

    def submit_evidence(self) -> None:
        self._submission, pieces = uuid7(), [uuid7() for _ in LINES]
        given = {"submission": self._submission, "pieces": pieces, "lines": self._lines}
        self._do("cleo", SUBMIT_EVIDENCE, order=self.order, quantities=COLUMNS["quantities"], **given)

    def accept_evidence(self) -> None:
        self._do("rita", ACCEPT, order=self.order, submission=self._submission)

    def receive(self) -> None:
        self.invoice = uuid7()
        if self.claim(self.invoice, f"R-{self._name}", self.number) != "matched":
            raise NotDone(f"the invoice of {self.number}")

    def claim(self, invoice: UUID, number: str, quoted: str) -> str:
        """Take in an invoice of every line: matched where each of them fits, else disputed and without cover. Says which."""
        with self.connection.transaction():
            sought = {"company": self._company, "quoted": quoted, "contractor": self._contractor}
            found = self.connection.execute(LOCK, sought).fetchall()
            if not found:
                raise NotDone(quoted)
            wanted = zip(found, COLUMNS["prices"], COLUMNS["quantities"], strict=True)
            fits = all(row[2] == Decimal(price) and Decimal(quantity) <= row[3] for row, price, quantity in wanted)
            given = {"invoice": invoice, "number": number, "contractor": self._contractor, "total": self._total}
            given |= {"state": "matched" if fits else "disputed", "order": found[0][0]}
            lines = {"rows": [uuid7() for _ in found], "lines": [row[1] for row in found]}
            return self._do("petra", RECEIVE, **given, **lines, **COLUMNS)

    def release(self) -> None:
        self._payment = uuid7()
        self._do("fay", RELEASE, invoice=self.invoice, payment=self._payment)

    def initiate(self) -> None:
        self._do("fay", INITIATE, payment=self._payment, reference=self._name)

    def settle(self) -> None:
        self._do("fay", SETTLE, payment=self._payment)

    def close(self) -> None:
        self.connection.close()

    def _do(self, who: str, statement: str, **given: Any) -> str:
        given |= {"company": self._company, "by": self._people[who], "key": uuid4().hex}
        row = self.connection.execute(statement, given).fetchone()
        if row is None:
            raise NotDone(statement)
        return str(row[0])


def lay_tables(address: str) -> None:
    """Make the tables anew, as whoever may make a schema."""
    with psycopg.connect(address) as connection:
        connection.execute(TABLES)


COLUMNS: dict[str, list[str]] = {
    name: [line[place] for line in LINES]
    for place, name in enumerate(("texts", "quantities", "units", "prices", "amounts"))
}
"""What every order says, by column."""
