"""Whether every threshold that was reached was crossed, once, when it was, and none was that was not."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in

# What an order had drawn by then: the last change of the figure before the crossing's own.
_DRAWN = """(SELECT (c.plain->p.name->>1)::numeric FROM trail_change c
  WHERE c.company_id = x.company_id AND c.relation = 'orders_order' AND c.row_id = x.order_id AND c.plain ? p.name
    AND c.seq < made.seq ORDER BY c.seq DESC LIMIT 1)"""
_CROSSED = f"""
SELECT x.id, COALESCE(o.number, o.id::text), x.amount, COALESCE({_DRAWN}, 0) AS drawn, x.mark, x.limit_amount,
  t.percent, t.amount AS said, made.entry_id AS made_by, x.entry_id
FROM orders_crossing x
JOIN orders_order o ON o.company_id = x.company_id AND o.id = x.order_id
JOIN orders_threshold t ON t.company_id = x.company_id AND t.id = x.threshold_id
CROSS JOIN LATERAL (SELECT CASE WHEN t.figure = 'committed' AND o.kind = 'shared' THEN 'drawn_amount'
  WHEN t.figure = 'committed' THEN 'limit_amount' WHEN t.figure = 'accepted' THEN 'accepted_amount'
  ELSE 'covered_amount' END AS name) AS p
LEFT JOIN LATERAL (SELECT c.seq, c.entry_id FROM trail_change c WHERE c.company_id = x.company_id
  AND c.relation = 'orders_crossing' AND c.row_id = x.id AND c.op = 'I' LIMIT 1) AS made ON true
WHERE x.company_id = %(company)s
"""
_NEVER = f"SELECT * FROM ({_CROSSED}) AS crossed WHERE amount <> drawn OR entry_id IS DISTINCT FROM made_by"
_ELSEWHERE = f"""
SELECT * FROM ({_CROSSED}) AS crossed WHERE mark <> round(COALESCE(said, percent * limit_amount * 0.01), 4) OR amount < mark
"""
_MISSING = """
SELECT o.id, COALESCE(o.number, o.id::text), r.mark, r.amount FROM orders_order o
CROSS JOIN LATERAL thresholds_reached(o.company_id, o.id) r
WHERE o.company_id = %(company)s
  AND EXISTS (SELECT FROM orders_threshold t WHERE t.company_id = o.company_id AND t.order_id = o.id)
  AND NOT EXISTS (SELECT FROM orders_crossing x WHERE x.company_id = o.company_id AND x.order_id = o.id
    AND x.threshold_id = r.threshold_id AND x.revision = r.revision)
"""
# What was drawn once in the revision that stands, since it and the threshold do, and was given back.
_FORGOTTEN = """
SELECT o.id, COALESCE(o.number, o.id::text), lies.mark, max((c.plain->p.name->>1)::numeric) FROM orders_threshold t
JOIN orders_order o ON o.company_id = t.company_id AND o.id = t.order_id
CROSS JOIN LATERAL (SELECT CASE t.figure WHEN 'committed' THEN 'drawn_amount' WHEN 'accepted' THEN 'accepted_amount'
  ELSE 'covered_amount' END AS name) AS p
CROSS JOIN LATERAL (SELECT COALESCE(t.amount, t.percent * o.limit_amount * 0.01) AS mark) AS lies
CROSS JOIN LATERAL (SELECT max(s.seq) AS seq FROM trail_change s WHERE s.company_id = t.company_id
  AND (s.relation, s.row_id) = ('orders_threshold', t.id) OR s.company_id = t.company_id
  AND (s.relation, s.row_id) = ('orders_order', o.id) AND (s.plain ? 'revision_number' OR s.plain ? 'limit_amount'
    OR s.plain ? 'state')) AS since
JOIN trail_change c ON c.company_id = t.company_id AND c.relation = 'orders_order' AND c.row_id = o.id AND c.plain ? p.name
  AND c.seq > since.seq
WHERE t.company_id = %(company)s AND t.state = 'stands' AND (t.figure <> 'committed' OR o.kind = 'shared') AND lies.mark > 0
  AND o.state IN ('issued', 'closed')
  AND NOT EXISTS (SELECT FROM orders_crossing x WHERE x.company_id = o.company_id AND x.order_id = o.id
    AND x.threshold_id = t.id AND x.revision = o.revision_number)
GROUP BY o.id, o.number, t.id, lies.mark HAVING max((c.plain->p.name->>1)::numeric) >= lies.mark
  AND max((c.plain->p.name->>1)::numeric) > 0
"""
_SEEN = """
SELECT a.id, a.number, p.name FROM alerts_alert a JOIN companies_member p ON p.company_id = a.company_id AND p.id = a.seen_by_id
WHERE a.company_id = %(company)s AND NOT EXISTS (SELECT FROM trail_entry e WHERE e.company_id = a.company_id
  AND e.verb = 'alert.see' AND e.outcome = 'done' AND e.subject_id = a.id AND e.member_id = a.seen_by_id)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every crossing that is missing, was never reached or lies elsewhere, and who has not seen one. Called inside a scope."""
    sentence = "order {1} is said to have crossed a threshold with {2}, and had drawn {3} then"
    yield from found_in(company_id, "crossing", sentence, _NEVER)
    sentence = "order {1} is said to have crossed a threshold at {4}, which did not lie there or was not reached"
    yield from found_in(company_id, "crossing", sentence, _ELSEWHERE)
    sentence = "order {1} has reached its threshold of {2} with {3}, and no crossing says so"
    yield from found_in(company_id, "crossing", sentence, _MISSING)
    sentence = "order {1} had reached its threshold of {2} with {3}, and no crossing says so"
    yield from found_in(company_id, "crossing", sentence, _FORGOTTEN)
    yield from found_in(company_id, "alert", "alert {1} was seen by {2}, who did not say so", _SEEN)
