"""Whoever did it could do it: each done step was taken by a member who held a role for its verb then, from the trail alone."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.narrowing import OF_EVERYBODY
from counterfoil.foundation.companies.permissions import CONTRACTOR, MANAGER, PERMISSIONS, SERVICE_VERBS

from .finding import Finding, found_in

GRACE = "30 seconds"
"""How long a request may have been under way when a right, a member or its key ended: it began with what it had then."""

HELD = """
WITH told AS MATERIALIZED (
  SELECT c.relation, c.row_id, c.op, c.seq, c.plain, e.recorded_at AS moment FROM trail_change c
  JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.outcome = 'done'
  WHERE c.company_id = %(company)s AND c.relation IN ('companies_right', 'companies_member', 'companies_apikey')
), rights AS MATERIALIZED (
  SELECT (g.plain->'member_id'->>1)::uuid AS member_id, g.plain->'role'->>1 AS role, g.plain->'team_id'->>1 AS team,
         g.moment AS since, LEAST(gone.moment, ((g.plain->'until'->>1)::date + 1)::timestamp AT TIME ZONE
           (SELECT timezone FROM companies_company WHERE id = %(company)s), 'infinity') AS until,
         (g.plain->'most'->>1)::numeric AS most, COALESCE(g.plain->'only'->1, '[]') AS only
  FROM told g LEFT JOIN told gone ON gone.relation = g.relation AND gone.row_id = g.row_id AND gone.op = 'D'
  WHERE g.relation = 'companies_right' AND g.op = 'I'
), states AS MATERIALIZED (
  SELECT row_id AS member_id, plain->'state'->>1 AS state, moment AS since,
         lead(moment, 1, 'infinity') OVER (PARTITION BY row_id ORDER BY seq) AS until,
         bool_or(plain->'service'->>1 = 'true') OVER (PARTITION BY row_id) IS TRUE AS service
  FROM told WHERE relation = 'companies_member' AND plain ? 'state'
), held AS MATERIALIZED (
  SELECT r.member_id, r.role, r.team, r.most, r.only, s.service, GREATEST(r.since, s.since) - %(grace)s::interval AS since,
         LEAST(r.until, s.until) + %(grace)s::interval AS until
  FROM rights r JOIN states s ON s.member_id = r.member_id AND s.state = 'active'
), may AS MATERIALIZED (
  SELECT DISTINCT h.member_id, p.verb, h.since, h.until
  FROM held h JOIN unnest(%(verbs)s::text[], %(roles)s::text[]) AS p(verb, role) ON p.role = h.role
  WHERE (NOT h.service OR p.verb = ANY (%(service)s)) AND (h.only = '[]' OR h.only ? p.verb OR p.verb = ANY (%(everybodys)s))
)
"""
"""What each member held, and so what they could do, from when until when: by what the entries' changes say."""

SIGN_INS = """, signed AS MATERIALIZED (
  SELECT c.row_id AS contractor_id, (c.plain->'member_id'->>1)::uuid AS member_id, e.recorded_at AS since,
         lead(e.recorded_at, 1, 'infinity') OVER (PARTITION BY c.row_id ORDER BY c.seq) AS until
  FROM trail_change c JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
  WHERE c.company_id = %(company)s AND c.relation = 'parties_contractor' AND c.plain ? 'member_id'
)
"""
"""Who signed in as which contractor, from when until when."""

_WHO = "COALESCE((SELECT m.name FROM companies_member m WHERE m.company_id = %(company)s AND m.id = {0}), 'nobody')"
_WITHOUT_ROLE = f"""{HELD}
SELECT e.id, e.verb, {_WHO.format("e.member_id")}, e.recorded_at FROM trail_entry e
WHERE e.company_id = %(company)s AND e.outcome = 'done' AND e.verb = ANY (%(verbs)s) AND NOT EXISTS (
  SELECT FROM may WHERE may.member_id = e.member_id AND may.verb = e.verb
    AND e.recorded_at BETWEEN may.since AND may.until)
"""
_NO_VERB = f"""
SELECT e.id, e.verb, {_WHO.format("e.member_id")}, e.recorded_at FROM trail_entry e
WHERE e.company_id = %(company)s AND e.outcome = 'done' AND e.verb <> ALL (%(verbs)s) AND NOT CASE
  WHEN e.verb = 'company.create' THEN EXISTS (SELECT FROM trail_change c WHERE c.company_id = e.company_id
    AND c.entry_id = e.id AND c.xact = e.xact AND c.relation = 'companies_company' AND c.op = 'I')
  WHEN e.verb IN ('member.accept', 'member.decline') THEN EXISTS (SELECT FROM trail_change c
    WHERE c.company_id = e.company_id AND c.entry_id = e.id AND c.xact = e.xact AND c.relation = 'companies_member'
      AND c.row_id = e.member_id AND c.plain->'state'->>0 = 'invited')
  WHEN e.verb = 'number.recompute' THEN NOT EXISTS (SELECT FROM trail_change c WHERE c.company_id = e.company_id
    AND c.entry_id = e.id AND c.xact = e.xact AND (c.op <> 'U' OR c.personal <> '{{}}'
      OR c.plain - 'number_normal' - 'credits_number' <> '{{}}'))
  WHEN e.verb = 'balance.recompute' THEN NOT EXISTS (SELECT FROM trail_change c WHERE c.company_id = e.company_id
    AND c.entry_id = e.id AND c.xact = e.xact AND (c.op <> 'U' OR c.personal <> '{{}}'
      OR c.relation <> 'orders_order' OR c.plain - 'released_amount' <> '{{}}'))
  ELSE false END
"""
_KEYLESS = f"""{HELD}
SELECT e.id, e.verb, {_WHO.format("e.member_id")}, e.recorded_at FROM trail_entry e
WHERE e.company_id = %(company)s AND e.outcome = 'done' AND e.api_key_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM told k WHERE k.relation = 'companies_apikey' AND k.op = 'I' AND k.row_id = e.api_key_id
    AND (k.plain->'member_id'->>1)::uuid = e.member_id AND k.moment <= e.recorded_at
    AND (k.plain->'scopes'->1 ? '*' OR k.plain->'scopes'->1 ? e.verb)
    AND COALESCE((k.plain->'expires_at'->>1)::timestamptz > e.at, true)
    AND NOT EXISTS (SELECT FROM told gone WHERE gone.relation = k.relation AND gone.row_id = k.row_id AND gone.op = 'U'
      AND gone.plain->'revoked_at'->>1 IS NOT NULL AND gone.moment + %(grace)s::interval < e.recorded_at))
"""
# Of a member who works by the orders of their own teams alone: an order that never was of one of these, and never theirs.
_OTHER_TEAM = f"""{HELD}{SIGN_INS}, teams AS MATERIALIZED (
  SELECT row_id AS order_id, plain->'team_id'->>1 AS team FROM trail_change
  WHERE company_id = %(company)s AND relation = 'orders_order' AND plain->'team_id'->>1 IS NOT NULL)
SELECT e.id, e.verb, {_WHO.format("e.member_id")}, COALESCE(o.number, o.title) FROM trail_entry e
JOIN orders_order o ON o.company_id = e.company_id AND o.id = e.order_id
WHERE e.company_id = %(company)s AND e.outcome = 'done' AND split_part(e.verb, '.', 1) IN ('order', 'evidence')
  AND o.requester_id <> e.member_id AND NOT EXISTS (SELECT FROM signed p WHERE p.contractor_id = o.contractor_id
    AND p.member_id = e.member_id AND e.recorded_at BETWEEN p.since AND p.until + %(grace)s::interval)
  AND EXISTS (SELECT FROM held h WHERE h.member_id = e.member_id AND e.recorded_at BETWEEN h.since AND h.until)
  AND NOT EXISTS (SELECT FROM held h WHERE h.member_id = e.member_id AND e.recorded_at BETWEEN h.since AND h.until
    AND (h.role <> ALL (%(narrow)s) OR h.team IN (SELECT t.team FROM teams t WHERE t.order_id = o.id)))
"""
_BEYOND = f"""{HELD}
SELECT e.id, o.number, {_WHO.format("e.member_id")}, to_char(a.amount, 'FM999999999999990.00') FROM trail_entry e
JOIN orders_order o ON o.company_id = e.company_id AND o.id = e.order_id
JOIN approvals_approval a ON a.company_id = o.company_id AND a.id = o.approval_id
WHERE e.company_id = %(company)s AND e.outcome = 'done' AND e.verb = 'order.issue' AND NOT EXISTS (SELECT FROM held h
  WHERE h.member_id = e.member_id AND h.role = 'issuer' AND e.recorded_at BETWEEN h.since AND h.until
    AND COALESCE(a.amount <= h.most, true) AND (h.only = '[]' OR h.only ? e.verb))
"""
_RELEASED = f"""{HELD}, let_go AS MATERIALIZED (
  SELECT p.id, p.released_by_id, e.recorded_at, e.verb, sum(release_worth(a.company_id, a.invoice_id, a.amount)) AS worth
  FROM payments_payment p JOIN payments_allocation a ON a.company_id = p.company_id AND a.payment_id = p.id
  JOIN trail_change c ON c.company_id = p.company_id AND c.relation = 'payments_payment' AND c.row_id = p.id AND c.op = 'I'
  JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
  WHERE p.company_id = %(company)s AND EXISTS (SELECT FROM held h
    WHERE h.member_id = p.released_by_id AND h.role = 'finance' AND h.most IS NOT NULL)
  GROUP BY p.id, p.released_by_id, e.recorded_at, e.verb)
SELECT t.id, to_char(t.worth, 'FM999999999999990.00'), {_WHO.format("t.released_by_id")} FROM let_go t
WHERE NOT EXISTS (SELECT FROM held h WHERE h.member_id = t.released_by_id AND h.role = 'finance'
  AND t.recorded_at BETWEEN h.since AND h.until AND (h.most IS NULL OR t.worth <= h.most)
  AND (h.only = '[]' OR h.only ? t.verb))
"""
_STEPS = f"""{HELD}
SELECT s.id, s.role, {_WHO.format("s.member_id")}, COALESCE(o.number, o.title) FROM approvals_step s
JOIN approvals_approval a ON a.company_id = s.company_id AND a.id = s.approval_id
LEFT JOIN orders_order o ON o.company_id = a.company_id AND o.id = a.subject_id
JOIN trail_change c ON c.company_id = s.company_id AND c.relation = 'approvals_step' AND c.row_id = s.id
  AND c.plain->'state'->>1 = s.state
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
WHERE s.company_id = %(company)s AND s.state <> 'waiting' AND NOT EXISTS (SELECT FROM held h
  WHERE h.member_id = s.member_id AND h.role = s.role AND NOT h.service
    AND COALESCE(a.amount <= h.most, true) AND e.recorded_at BETWEEN h.since AND h.until
    AND (h.only = '[]' OR h.only ? (split_part(a.verb, '.', 1) || CASE s.state WHEN 'given' THEN '.approve' ELSE '.reject' END)))
"""


def given() -> dict[str, Any]:
    """What `HELD` is asked with."""
    pairs = [(verb, role) for verb, roles in sorted(PERMISSIONS.items()) for role in sorted(roles)]
    verbs, roles = map(list, zip(*pairs, strict=True))
    return {
        "verbs": verbs,
        "roles": roles,
        "service": sorted(SERVICE_VERBS),
        "everybodys": sorted(OF_EVERYBODY),
        "grace": GRACE,
    }


def check(company_id: UUID) -> Iterator[Finding]:
    """Every done entry of a member who could not do it then, every word of an approver without the step's role.

    Refusals are no deeds. A verb that nobody has is done by nobody, but for a founder, who answers an invitation, and a
    migration that only compares numbers anew. Called inside a scope.
    """
    sentence = "{2} did {1} at {3}, and held no role for it then"
    yield from found_in(company_id, "could", sentence, _WITHOUT_ROLE, **given())
    sentence = "{2} did {1} at {3}, which is done by nobody"
    yield from found_in(company_id, "could", sentence, _NO_VERB, **given())
    sentence = "{2} did {1} at {3} with a key that was not theirs, not for it, or ended"
    yield from found_in(company_id, "could", sentence, _KEYLESS, **given())
    sentence = "{2} did {1} on order {3}, which was never of a team of theirs"
    yield from found_in(company_id, "could", sentence, _OTHER_TEAM, **given(), narrow=[MANAGER, CONTRACTOR])
    sentence = "{2} decided a step of order {3} as {1}, and did not hold that role then"
    yield from found_in(company_id, "could", sentence, _STEPS, **given())
    sentence = "{2} issued {1} of {3}, and no right of theirs reached so far then"
    yield from found_in(company_id, "could", sentence, _BEYOND, **given())
    sentence = "{2} released {1} at once, and no right of theirs reached so far then"
    yield from found_in(company_id, "could", sentence, _RELEASED, **given())
