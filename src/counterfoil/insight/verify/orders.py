"""Whether the orders agree with themselves: sums, limits, states, hashes, numbers."""

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel.canonical import canonical, plain_decimal, sha256
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.orders.charging import pricing_of
from counterfoil.lifecycle.orders.document import content, content_digest
from counterfoil.lifecycle.orders.models import ADJUSTMENT, DISCOUNT, KINDS, TAX, Order, Revision, RevisionLine
from counterfoil.lifecycle.orders.pricing import line_amount, totals, worth
from counterfoil.lifecycle.orders.queries import standing
from counterfoil.lifecycle.orders.states import AUTHORISED, FIRST, TRANSITIONS

from .finding import Finding, found, found_in, rows
from .loads import ADDS, LOADS

BATCH = 1_000
_LIMITS = """
SELECT o.id, COALESCE(o.number, o.title), o.limit_amount, authorised.amount FROM orders_order o
JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
CROSS JOIN LATERAL (SELECT CASE WHEN o.state = ANY (%(authorised)s)
  THEN r.net + r.adjustments + r.allowance_amount ELSE 0 END AS amount) AS authorised
WHERE o.company_id = %(company)s AND o.limit_amount <> authorised.amount
"""
_LINE_LIMITS = """
SELECT l.id, l.position, COALESCE(o.number, o.title), l.limit_quantity, l.limit_amount, should.quantity, should.amount
FROM orders_orderline l
JOIN orders_order o ON o.company_id = l.company_id AND o.id = l.order_id
JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
LEFT JOIN orders_revisionline s ON s.company_id = r.company_id AND s.revision_id = r.id AND s.line_id = l.id
CROSS JOIN LATERAL (SELECT
  CASE WHEN o.state = ANY (%(authorised)s) THEN COALESCE(s.quantity + s.allowance_quantity, 0) ELSE 0 END AS quantity,
  CASE WHEN o.state = ANY (%(authorised)s) THEN COALESCE(s.amount + s.share + s.allowance_amount, 0) ELSE 0 END AS amount
  ) AS should
WHERE l.company_id = %(company)s
  AND (l.limit_quantity, l.limit_amount) IS DISTINCT FROM (should.quantity, should.amount)
"""
_ALLOWANCES = """
SELECT r.id, COALESCE(o.number, o.title), r.allowance_amount, COALESCE(s.amount, 0) FROM orders_revision r
JOIN orders_order o ON o.company_id = r.company_id AND o.id = r.order_id LEFT JOIN (
  SELECT revision_id, sum(allowance_amount) AS amount FROM orders_revisionline
  WHERE company_id = %(company)s GROUP BY revision_id) AS s ON s.revision_id = r.id
WHERE r.company_id = %(company)s AND r.allowance_amount <> COALESCE(s.amount, 0)
"""
_APPROVALS = """
SELECT o.id, o.state FROM orders_order o
JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
LEFT JOIN approvals_approval a ON a.company_id = o.company_id AND a.id = o.approval_id
WHERE o.company_id = %s AND o.state IN ('approved', 'issued', 'closed') AND o.origin <> 'loaded'
  AND (a.state IS DISTINCT FROM 'given' OR a.digest <> r.digest OR a.subject_id <> o.id)
"""
_COUNTERS = """
SELECT c.series || ' ' || c.period, c.value, d.dealt FROM orders_counter c,
  LATERAL (SELECT count(*) AS dealt FROM orders_order o WHERE o.company_id = c.company_id AND o.number IS NOT NULL AND
    CASE WHEN c.series = 'order' THEN o.origin = 'issued' AND (c.period = '' OR o.issued_on::text LIKE c.period || '%%')
         ELSE c.series = 'contractor:' || o.contractor_id END) AS d
WHERE c.company_id = %s AND c.value <> d.dealt
  AND NOT (c.series = 'order' AND EXISTS (SELECT FROM orders_counter x WHERE x.company_id = c.company_id
           AND x.series = 'order' AND x.period <> c.period
           AND (x.period LIKE c.period || '%%' OR c.period LIKE x.period || '%%')))
"""

_SUMS = ("subtotal", "net", "tax", "adjustments", "total", "base_total")


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about the orders of one company that does not agree. Called inside a scope."""
    authorised = {"authorised": list(AUTHORISED)}
    sentence = "the limit of order {1} is {2}, and {3} was approved"
    yield from found_in(company_id, "limit", sentence, _LIMITS, **authorised)
    sentence = "the limits of line {1} of order {2} are {3} for {4}, and {5} for {6} was approved"
    yield from found_in(company_id, "limit", sentence, _LINE_LIMITS, **authorised)
    sentence = "the allowance of order {1} is {2}, and its lines' add up to {3}"
    yield from found_in(company_id, "limit", sentence, _ALLOWANCES)
    yield from found("approval", "order {0} is {1} without an approval of its content", _APPROVALS, company_id)
    yield from found("counter", "counter {0} stands at {1}, and {2} numbers were dealt", _COUNTERS, company_id)
    yield from _states(company_id)
    for orders in _batches(company_id):
        yield from _some_orders(company_id, orders)


def _batches(company_id: UUID) -> Iterator[list[Order]]:
    """All orders, some at a time: three questions for each batch, and never all of them in memory."""
    waiting = Order.objects.within(company_id).order_by("id").iterator(chunk_size=BATCH)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _some_orders(company_id: UUID, orders: list[Order]) -> Iterator[Finding]:
    revisions = standing(orders)
    said: dict[UUID, list[RevisionLine]] = defaultdict(list)
    held = [revision.id for revision in revisions.values()]
    lines = RevisionLine.objects.within(company_id).filter(revision_id__in=held)
    for line in lines.select_related("line").order_by("revision_id", "line__position"):
        said[line.order_id].append(line)
    for order in orders:
        yield from _one_order(order, revisions.get(order.id), said[order.id])


def _one_order(order: Order, revision: Revision | None, lines: list[RevisionLine]) -> Iterator[Finding]:
    subject = order.number or str(order.id)
    if revision is None:
        yield Finding("sums", subject, f"order {subject} has lost the revision that stands")
        return
    if _sums(order, revision, lines):
        yield Finding("sums", subject, f"the sums of order {subject} are not those of its lines")
    yield from _accepted(order, lines)
    yield from _document(order, revision, lines)
    if _is_settled(order) and revision.digest != content_digest(order, revision, lines):
        yield Finding("hash", subject, f"order {subject} does not say what was hashed when it was submitted")
    if order.document and sha256(order.document) != order.document_sha256:
        yield Finding("hash", subject, f"the document of order {subject} is not the one that was hashed")


def _document(order: Order, revision: Revision, lines: list[RevisionLine]) -> Iterator[Finding]:
    """What the frozen document says, against what its revision and its number say: the same text, letter by letter."""
    if order.is_loaded or not order.document:
        return
    subject = order.number or str(order.id)
    frozen = json.loads(order.document)
    said = content(order, revision, lines)
    said |= {"number": order.number, "contractor_code": order.contractor_code, "issued_on": order.issued_on}
    differing = sorted(name for name, value in json.loads(canonical(said)).items() if frozen.get(name) != value)
    if differing:
        sentence = f"the document of order {subject} says something else than its revision: {', '.join(differing)}"
        yield Finding("hash", subject, sentence)


def _accepted(order: Order, lines: list[RevisionLine]) -> Iterator[Finding]:
    """What is accepted of a line is worth its quantity at the line's own price, rounded once, not piece by piece."""
    for said in lines:
        due = worth(said.line.accepted_quantity, said, order.currency)
        if due != said.line.accepted_amount:
            stands = plain_decimal(said.line.accepted_amount)
            sentence = f"line {said.line.position} of order {order} has {stands} accepted, worth {plain_decimal(due)}"
            yield Finding("accepted", str(said.line_id), sentence)


def _is_settled(order: Order) -> bool:
    """Whether what it says must still be what was hashed: a draft may differ, and so may one that was never issued."""
    return order.state != "draft" and (order.state != "cancelled" or order.issued_at is not None)


def _sums(order: Order, revision: Revision, lines: list[RevisionLine]) -> bool:
    """Reckoned anew; what its minter stated of a loaded order is only added up."""
    if order.is_loaded:
        return not _added_up(revision, lines)
    amounts = [line_amount(line.quantity, line.unit_price, order.currency, line.discount) for line in lines]
    charges, taxed = revision.all_charges, [line.tax_exempt for line in lines]
    added = pricing_of(charges, revision.sequential)
    priced = list(zip(amounts, taxed, strict=True))
    sums = totals(priced, order.currency, order.rate, order.base_currency, added)
    stored = [getattr(revision, name) for name in _SUMS]
    return (
        amounts != [line.amount for line in lines]
        or list(sums.shares) != [line.share for line in lines]
        or [*sums.discounts, *sums.taxes, *added.adjustments] != [one.amount for one in charges]
        or stored != [getattr(sums, name) for name in _SUMS]
        or revision.charge_count != len(charges)
    )


def _added_up(revision: Revision, lines: list[RevisionLine]) -> bool:
    """Whether what its minter states of a loaded order is added up, whatever total stands below it."""
    came_to = {kind: sum((one.amount for one in revision.charges_of(kind)), ZERO) for kind in KINDS}
    return (
        revision.subtotal == sum((line.amount for line in lines), ZERO)
        and came_to[DISCOUNT] == sum((line.share for line in lines), ZERO)
        and (came_to[TAX], came_to[ADJUSTMENT]) == (revision.tax, revision.adjustments)
        and revision.charge_count == len(revision.all_charges)
    )


def _states(company_id: UUID) -> Iterator[Finding]:
    """Replay each order's entries through the transition table: no state without its entry."""
    standing: dict[Any, tuple[str, bool]] = {
        row[0]: (row[1], row[2])
        for row in rows("SELECT id, state, replaces_id IS NOT NULL FROM orders_order WHERE company_id = %s", company_id)
    }
    replayed = _replayed(company_id)
    for order_id, (state, is_replacement) in standing.items():
        said = replayed.get(order_id, FIRST[0] if is_replacement else None)
        if said != state:
            sentence = f"order {order_id} is {state}, and its entries lead to {said or 'nothing'}"
            yield Finding("state", str(order_id), sentence)


def _replayed(company_id: UUID) -> dict[Any, str]:
    verbs = rows(
        """SELECT order_id, verb, answer->>'state' FROM trail_entry
           WHERE company_id = %s AND (verb LIKE 'order.%%' OR verb = ANY (%s)) AND outcome = 'done'
           ORDER BY order_id, recorded_at, id""",
        company_id,
        list(ADDS),
    )
    return {order_id: _end(list(steps)) for order_id, steps in groupby(verbs, key=lambda row: row[0])}


def _end(steps: list[tuple[Any, ...]]) -> str:
    """Where the entries of one order lead. A step that the table does not know leads to a name of its own."""
    state = FIRST[0]
    for place, (_order, name, answered) in enumerate(steps):
        verb = name.partition(".")[2]
        if name in LOADS + ADDS and place == 0:
            # What adds one while somebody is hired answers with the state of the offer or post.
            state = "issued" if name in ADDS else answered
        if verb not in TRANSITIONS or answered == state:
            continue
        starts, end = TRANSITIONS[verb]
        state = end if state in starts else f"{verb} from {state}"
    return state
