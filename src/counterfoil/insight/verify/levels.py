"""Whether each approval asked whom its policy asks for its amount, and stands on the policy of its moment."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.catalogue.rates import HOLDS_FOR

from .could import GRACE
from .finding import Finding, found_in

_ASKED = """
SELECT a.id, COALESCE(o.number, o.title, a.subject_id::text) FROM approvals_approval a
LEFT JOIN orders_order o ON o.company_id = a.company_id AND o.id = a.subject_id
CROSS JOIN LATERAL (SELECT array_agg(l.role ORDER BY l.position) AS every,
  array_agg(l.role ORDER BY l.position) FILTER (WHERE l.from_amount <= a.amount) AS reached
  FROM approvals_level l WHERE l.company_id = a.company_id AND l.policy_id = a.policy_id) AS policy
CROSS JOIN LATERAL (SELECT array_agg(s.role ORDER BY s.position) AS asked, max(s.position) = count(*) AS in_order
  FROM approvals_step s WHERE s.company_id = a.company_id AND s.approval_id = a.id) AS steps
WHERE a.company_id = %(company)s AND (NOT COALESCE(steps.in_order, false)
  OR steps.asked IS DISTINCT FROM policy.reached AND steps.asked IS DISTINCT FROM policy.every
  OR steps.asked IS DISTINCT FROM policy.every AND o.currency <> o.base_currency
    AND (o.rate_source IS DISTINCT FROM 'general' OR o.rate_on + %(holds_for)s < a.opened_at::date - 1)
    AND o.approval_id = a.id AND a.state IN ('open', 'given'))
"""
_AMOUNT = """
SELECT a.id, COALESCE(o.number, o.title), a.amount, r.base_total + r.allowance_amount * COALESCE(o.rate, 1)
FROM approvals_approval a
JOIN orders_order o ON o.company_id = a.company_id AND o.approval_id = a.id
JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.digest = a.digest
WHERE a.company_id = %(company)s AND a.state IN ('open', 'given') AND (a.currency <> o.base_currency
  OR abs(a.amount - r.base_total - r.allowance_amount * COALESCE(o.rate, 1)) >= last_unit(o.base_currency))
"""
_POLICY = """
WITH policies AS MATERIALIZED (
  SELECT p.id, p.version, e.recorded_at AS since FROM approvals_policy p
  JOIN trail_change c ON c.company_id = p.company_id AND c.relation = 'approvals_policy' AND c.row_id = p.id AND c.op = 'I'
  JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
  WHERE p.company_id = %(company)s)
SELECT a.id, COALESCE(o.number, o.title, a.subject_id::text), mine.version, newer.version FROM approvals_approval a
JOIN trail_change c ON c.company_id = a.company_id AND c.relation = 'approvals_approval' AND c.row_id = a.id AND c.op = 'I'
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
LEFT JOIN orders_order o ON o.company_id = a.company_id AND o.id = a.subject_id
JOIN policies mine ON mine.id = a.policy_id
JOIN policies newer ON newer.version > mine.version AND newer.since + %(grace)s::interval < e.recorded_at
WHERE a.company_id = %(company)s
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every approval with other steps, another amount or an older policy than it had to have. Called inside a scope."""
    sentence = "the approval of order {1} did not ask whom its policy names for its amount"
    yield from found_in(company_id, "levels", sentence, _ASKED, holds_for=HOLDS_FOR)
    sentence = "the approval of order {1} was asked for {2}, and the order is worth {3}"
    yield from found_in(company_id, "levels", sentence, _AMOUNT)
    sentence = "the approval of order {1} was asked by version {2} of the policy, when version {3} stood"
    yield from found_in(company_id, "levels", sentence, _POLICY, grace=GRACE)
