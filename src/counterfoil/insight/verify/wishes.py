"""Whether what contractors ask for was met once an order came to stand, and the days that they waited are counted."""

from collections.abc import Iterator
from uuid import UUID

from .could import HELD, SIGN_INS, given
from .finding import Finding, found_in
from .naming import NAMES

_WISH = NAMES["orders_wish"]
# The database writes the answer in the transaction by which an order comes to stand: one that stood up later was missed.
_FORGOTTEN = f"""
SELECT t.id, {_WISH}, COALESCE(o.number, o.id::text) FROM orders_wish t
JOIN orders_order o ON o.company_id = t.company_id AND o.engagement_id = t.engagement_id AND o.state = 'issued'
JOIN LATERAL (SELECT c.seq FROM trail_change c WHERE c.company_id = o.company_id AND c.relation = 'orders_order'
  AND c.row_id = o.id AND (c.plain->'state'->>1 = 'issued' OR c.plain->'engagement_id'->>1 IS NOT NULL)
  ORDER BY c.seq DESC LIMIT 1) AS stood ON true
WHERE t.company_id = %(company)s AND t.state = 'open' AND stood.seq > (SELECT min(c.seq) FROM trail_change c
  WHERE c.company_id = t.company_id AND c.relation = 'orders_wish' AND c.row_id = t.id)
"""
_ELSEWHERE = f"""
SELECT t.id, {_WISH}, COALESCE(o.number, o.id::text) FROM orders_wish t
JOIN orders_order o ON o.company_id = t.company_id AND o.id = t.met_by_id
LEFT JOIN LATERAL (SELECT c.entry_id FROM trail_change c WHERE c.company_id = t.company_id AND c.relation = 'orders_wish'
  AND c.row_id = t.id AND c.plain->'state'->>1 = 'met' ORDER BY c.seq DESC LIMIT 1) AS met ON true
WHERE t.company_id = %(company)s AND NOT (
  (o.engagement_id IS NOT DISTINCT FROM t.engagement_id OR o.kind = 'shared' AND EXISTS (SELECT FROM orders_order s
    WHERE s.company_id = o.company_id AND s.drawn_from_id = o.id AND s.engagement_id = t.engagement_id))
  AND EXISTS (SELECT FROM trail_change c WHERE c.company_id = o.company_id AND c.relation = 'orders_order' AND c.row_id = o.id
    AND c.entry_id = met.entry_id))
"""
_DAYS = f"""
SELECT t.id, {_WISH}, t.days, company_day(t.company_id, t.answered_at) - company_day(t.company_id, t.asked_at)
FROM orders_wish t WHERE t.company_id = %(company)s AND t.answered_at IS NOT NULL
  AND t.days IS DISTINCT FROM company_day(t.company_id, t.answered_at) - company_day(t.company_id, t.asked_at)
"""
_ASKED = f"""{HELD}{SIGN_INS}
SELECT t.id, {_WISH} FROM orders_wish t
JOIN engagements_engagement g ON g.company_id = t.company_id AND g.id = t.engagement_id
JOIN trail_change c ON c.company_id = t.company_id AND c.relation = 'orders_wish' AND c.row_id = t.id AND c.op = 'I'
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
WHERE t.company_id = %(company)s AND NOT EXISTS (SELECT FROM signed p WHERE p.contractor_id = g.contractor_id
  AND p.member_id = t.asked_by_id AND e.recorded_at BETWEEN p.since AND p.until + %(grace)s::interval)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about what contractors ask for that does not agree. Called inside a scope."""
    yield from found_in(company_id, "wish", "{1} still waits, and order {2} came to stand after it", _FORGOTTEN)
    yield from found_in(
        company_id, "wish", "{1} is met by order {2}, which did not come to stand for it then", _ELSEWHERE
    )
    yield from found_in(company_id, "wish", "{1} says {2} days and waited {3}", _DAYS)
    yield from found_in(company_id, "wish", "{1} is not by the contractor of its engagement", _ASKED, **given())
