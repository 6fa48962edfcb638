"""Whether what was asked for before there was an order agrees: requisitions with what was shown of them and who approved."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.companies.permissions import CONTRACTOR, MANAGER

from .could import GRACE, HELD, given
from .finding import Finding, found_in
from .naming import NAMES

_WISH = NAMES["engagements_requisition"]
_HASHED = f"""
SELECT t.id, {_WISH} FROM engagements_requisition t WHERE t.company_id = %(company)s AND t.document <> ''
  AND t.document_sha256 <> encode(sha256(convert_to(t.document, 'UTF8')), 'hex')
"""
_SHOWN = f"""
SELECT t.id, {_WISH} FROM engagements_requisition t WHERE t.company_id = %(company)s
  AND t.state IN ('submitted', 'approved', 'rejected') AND (
    (t.document::jsonb->>'requisition', t.document::jsonb->>'title', t.document::jsonb->>'description',
     t.document::jsonb->>'currency', (t.document::jsonb->>'amount')::numeric, t.document::jsonb->>'team',
     t.document::jsonb->>'contractor', (t.document::jsonb->>'starts_on')::date, (t.document::jsonb->>'ends_on')::date)
    IS DISTINCT FROM (t.id::text, t.title, t.description, t.currency::text, t.amount, t.team_id::text,
      t.contractor_id::text, t.starts_on, t.ends_on))
"""
_APPROVED = f"""
SELECT t.id, {_WISH} FROM engagements_requisition t
LEFT JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id
WHERE t.company_id = %(company)s AND t.state IN ('submitted', 'approved', 'rejected') AND (a.state, a.digest) IS DISTINCT FROM
  (CASE t.state WHEN 'submitted' THEN 'open' WHEN 'approved' THEN 'given' ELSE 'refused' END, t.document_sha256)
"""
_AMOUNT = f"""
SELECT t.id, {_WISH}, a.amount, t.amount FROM engagements_requisition t
JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id AND a.digest = t.document_sha256
WHERE t.company_id = %(company)s AND a.currency = t.currency AND a.amount <> t.amount
"""
_INTERESTED = f"""
SELECT t.id, {_WISH} FROM engagements_requisition t
JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id AND a.state = 'open'
WHERE t.company_id = %(company)s AND NOT a.interested @> ARRAY(
  SELECT one FROM unnest(requisition_interested_in(t.company_id, t.id)) AS one WHERE NOT EXISTS (
    SELECT FROM trail_change c JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id
    WHERE c.company_id = t.company_id AND c.relation = 'parties_contractor' AND c.op = 'U'
      AND c.plain->'member_id'->>1 = one::text AND e.at >= a.opened_at))
"""
# Of a manager of some teams alone: a requisition that never was of one of these, and is not by them.
_OTHER_TEAM = f"""{HELD}, teams AS MATERIALIZED (
  SELECT row_id AS requisition_id, plain->'team_id'->>1 AS team FROM trail_change
  WHERE company_id = %(company)s AND relation = 'engagements_requisition' AND plain->'team_id'->>1 IS NOT NULL)
SELECT t.id, {_WISH}, e.verb FROM trail_entry e
JOIN engagements_requisition t ON t.company_id = e.company_id AND t.id = e.subject_id
WHERE e.company_id = %(company)s AND e.outcome = 'done' AND e.verb LIKE 'requisition.%%' AND t.made_by_id <> e.member_id
  AND EXISTS (SELECT FROM held h WHERE h.member_id = e.member_id AND e.recorded_at BETWEEN h.since AND h.until)
  AND NOT EXISTS (SELECT FROM held h WHERE h.member_id = e.member_id AND e.recorded_at BETWEEN h.since AND h.until
    AND (h.role <> ALL (%(narrow)s) OR (h.team IS NULL AND h.role <> 'contractor')
      OR h.team IN (SELECT m.team FROM teams m WHERE m.requisition_id = t.id)))
"""

_FITS = f"""
SELECT t.id, {NAMES["orders_order"]}, q.id FROM orders_order t
JOIN engagements_requisition q ON q.company_id = t.company_id AND q.id = t.requisition_id
WHERE t.company_id = %(company)s AND t.state IN ('pending', 'approved', 'issued', 'closed')
  AND (t.origin <> 'issued' OR q.currency <> t.currency OR q.state IN ('draft', 'submitted', 'rejected')
    OR (q.contractor_id IS NOT NULL AND q.contractor_id <> t.contractor_id))
"""
_BEYOND = f"""
SELECT t.id, {_WISH}, taken, t.amount FROM engagements_requisition t
CROSS JOIN LATERAL taken_of_requisition(t.company_id, t.id, t.id) AS taken
WHERE t.company_id = %(company)s AND taken > t.amount
"""
_WITHOUT = f"""
SELECT t.id, {NAMES["orders_order"]} FROM trail_entry e JOIN orders_order t ON t.company_id = e.company_id AND t.id = e.subject_id
WHERE e.company_id = %(company)s AND e.verb = 'order.submit' AND e.outcome = 'done' AND t.requisition_id IS NULL
  AND t.state IN ('pending', 'approved', 'issued', 'closed') AND t.submitted_at = e.at AND (
  SELECT p.requisitions_needed FROM engagements_requisitionpolicy p
  JOIN trail_change c ON c.company_id = p.company_id AND c.relation = 'engagements_requisitionpolicy' AND c.row_id = p.id
  JOIN trail_entry s ON s.company_id = c.company_id AND s.id = c.entry_id AND s.xact = c.xact
  WHERE p.company_id = e.company_id AND s.recorded_at + %(grace)s::interval < e.recorded_at
  ORDER BY p.version DESC LIMIT 1)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about the requisitions of one company that does not agree. Called inside a scope."""
    yield from found_in(company_id, "requisition", "what {1} shows is not what its hash is of", _HASHED)
    yield from found_in(company_id, "requisition", "{1} shows otherwise than it says", _SHOWN)
    yield from found_in(company_id, "requisition", "{1} stands on no approval of what it shows", _APPROVED)
    sentence = "the approval of {1} was asked for {2}, and it allows {3}"
    yield from found_in(company_id, "requisition", sentence, _AMOUNT)
    sentence = "the approval of {1} leaves out somebody who had a hand in it"
    yield from found_in(company_id, "requisition", sentence, _INTERESTED)
    sentence = "{2} on {1} was done by somebody of another team"
    yield from found_in(company_id, "requisition", sentence, _OTHER_TEAM, **given(), narrow=[MANAGER, CONTRACTOR])
    yield from found_in(company_id, "requisition", "{1} does not fit requisition {2}, with which it begins", _FITS)
    yield from found_in(company_id, "requisition", "the orders of {1} hold {2} together, and it allows {3}", _BEYOND)
    sentence = "{1} was submitted without a requisition, where orders begin with one"
    yield from found_in(company_id, "requisition", sentence, _WITHOUT, grace=GRACE)
