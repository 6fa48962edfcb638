"""Whether a second payment of the same amount to the same payee on one day was released by a second person's word."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.companies.permissions import APPROVERS

from .finding import Finding, found_in
from .naming import NAMES

_PAYMENT, _WORD = NAMES["payments_payment"], NAMES["payments_twin"]
# By the order in which the trail has them: what one payment was while the other one was released. One that was lowered, by an
# invoice that was taken out of it, counts from then on. Before the control was there nobody was asked.
_UNCONFIRMED = f"""
WITH steps AS MATERIALIZED (
  SELECT c.row_id, c.seq, c.op, c.plain->'state'->>1 AS state, e.recorded_at FROM trail_change c
  LEFT JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
  WHERE c.company_id = %(company)s AND c.relation = 'payments_payment' AND c.plain ? 'state'),
spans AS MATERIALIZED (
  SELECT p.id, p.contractor_id, p.currency, p.amount, company_day(p.company_id, p.released_at) AS day,
    (SELECT max(c.seq) FROM trail_change c WHERE c.company_id = p.company_id AND c.relation = 'payments_payment'
      AND c.row_id = p.id AND c.plain ? 'amount') AS since,
    s.recorded_at, COALESCE((SELECT min(e.seq) FROM steps e WHERE e.row_id = p.id AND e.state <> ALL ('{{released,initiated}}')),
      9223372036854775807) AS until
  FROM payments_payment p JOIN steps s ON s.row_id = p.id AND s.op = 'I'
  WHERE p.company_id = %(company)s)
SELECT t.id, {_PAYMENT}, t.amount, t.currency, s.day, o.id FROM spans s
JOIN payments_payment t ON t.company_id = %(company)s AND t.id = s.id
JOIN LATERAL (SELECT o.id FROM spans o WHERE (o.contractor_id, o.currency, o.amount, o.day)
    = (s.contractor_id, s.currency, s.amount, s.day) AND o.since < s.since AND o.until > s.since LIMIT 1) AS o ON true
WHERE NOT EXISTS (SELECT FROM payments_twin w WHERE w.company_id = %(company)s AND w.covers_id = s.id AND w.day = s.day
    AND w.amount = s.amount)
  AND COALESCE(s.recorded_at > (SELECT max(applied) FROM django_migrations WHERE app = 'payments' AND name LIKE '%%twins'), true)
"""
_OF = f"""
SELECT t.id, {_WORD}, t.amount, t.currency, t.day, t.covers_id FROM payments_twin t
JOIN payments_payment p ON p.company_id = t.company_id AND p.id = t.payment_id
LEFT JOIN payments_payment c ON c.company_id = t.company_id AND c.id = t.covers_id
WHERE t.company_id = %(company)s AND ((t.contractor_id, t.currency, t.day)
    IS DISTINCT FROM (p.contractor_id, p.currency, company_day(t.company_id, p.released_at))
  OR (t.covers_id IS NOT NULL AND ((t.contractor_id, t.currency) IS DISTINCT FROM (c.contractor_id, c.currency)
    OR t.covers_id = t.payment_id OR t.amount NOT BETWEEN c.amount AND c.amount + COALESCE((SELECT sum(a.amount)
      FROM payments_allocation a WHERE a.company_id = c.company_id AND a.payment_id = c.id AND a.unlinked), 0)
    OR NOT (t.day = company_day(t.company_id, c.released_at) OR t.day IS NOT DISTINCT FROM c.initiated_on))))
"""
_SIGNED = f"""
SELECT t.id, {_WORD}, t.confirmed_by_id, t.confirmed_at, e.member_id, e.at FROM payments_twin t
LEFT JOIN trail_change c ON c.company_id = t.company_id AND c.relation = 'payments_twin' AND c.row_id = t.id AND c.op = 'I'
LEFT JOIN trail_entry e ON e.company_id = t.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.outcome = 'done'
WHERE t.company_id = %(company)s AND (t.confirmed_by_id, t.confirmed_at) IS DISTINCT FROM (e.member_id, e.at)
"""
_OWN = f"""
SELECT t.id, {_WORD}, t.covers_id FROM payments_twin t
JOIN payments_payment c ON c.company_id = t.company_id AND c.id = t.covers_id
WHERE t.company_id = %(company)s AND c.released_by_id = t.confirmed_by_id AND separated(t.company_id, %(approving)s)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every second payment without a word of its own, and every word that does not fit. Called inside a scope."""
    sentence = "{1} of {2} {3} was released on {4} beside payment {5} of the same, and nobody confirmed it"
    yield from found_in(company_id, "twin", sentence, _UNCONFIRMED)
    sentence = "{1} is for {2} {3} on {4}, and neither that payment nor payment {5} is"
    yield from found_in(company_id, "twin", sentence, _OF)
    yield from found_in(company_id, "twin", "{1} is of {2} at {3}, and its entry says {4} at {5}", _SIGNED)
    sentence = "who gave the {1} released payment {2} by it"
    yield from found_in(company_id, "twin", sentence, _OWN, approving=sorted(APPROVERS))
