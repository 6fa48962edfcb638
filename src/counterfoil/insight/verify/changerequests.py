"""Whether contracts allow what was signed, changed by what was approved since: change requests with what was shown of them."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.companies.permissions import CONTRACTOR, MANAGER
from counterfoil.lifecycle.engagements.models.contract import CAPS

from .could import HELD, given
from .finding import Finding, found_in
from .naming import NAMES

_CHANGE, _CONTRACT = NAMES["engagements_changerequest"], NAMES["engagements_contract"]


def _caps(row: str, *, was: bool = False) -> str:
    """What a row says of each cap, or what was allowed before."""
    return ", ".join(f"{row}.{'was_' if was else ''}{name}" for name in CAPS)


def _document(part: str) -> str:
    """The same of what was shown."""
    kinds = {"amount": "numeric", "unit_rate": "numeric", "starts_on": "date", "ends_on": "date"}
    return ", ".join(f"(t.document::jsonb->'{part}'->>'{name}')::{kinds.get(name, 'text')}" for name in CAPS)


_HASHED = f"""
SELECT t.id, {_CHANGE} FROM engagements_changerequest t WHERE t.company_id = %(company)s AND t.document <> ''
  AND t.document_sha256 <> encode(sha256(convert_to(t.document, 'UTF8')), 'hex')
"""
_SHOWN = f"""
SELECT t.id, {_CHANGE} FROM engagements_changerequest t
WHERE t.company_id = %(company)s AND t.state IN ('submitted', 'approved', 'rejected') AND (
  (t.document::jsonb->>'change', t.document::jsonb->>'contract', t.document::jsonb->>'why', t.document::jsonb->>'currency',
   {_document("allows")}, {_document("shall_allow")})
  IS DISTINCT FROM (t.id::text, t.contract_id::text, t.why, t.currency::text, {_caps("t", was=True)}, {_caps("t")}))
"""
_APPROVED = f"""
SELECT t.id, {_CHANGE} FROM engagements_changerequest t
LEFT JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id
WHERE t.company_id = %(company)s AND t.state IN ('submitted', 'approved', 'rejected') AND (a.state, a.digest) IS DISTINCT FROM
  (CASE t.state WHEN 'submitted' THEN 'open' WHEN 'approved' THEN 'given' ELSE 'refused' END, t.document_sha256)
"""
_AMOUNT = f"""
SELECT t.id, {_CHANGE}, a.amount, t.amount FROM engagements_changerequest t
JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id AND a.digest = t.document_sha256
WHERE t.company_id = %(company)s AND a.currency = t.currency AND a.amount <> t.amount
"""
_NO_MOST = f"""
SELECT t.id, {_CHANGE} FROM engagements_changerequest t
JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id AND a.digest = t.document_sha256
WHERE t.company_id = %(company)s AND t.amount IS NULL
  AND (SELECT count(*) FROM approvals_step s WHERE s.company_id = a.company_id AND s.approval_id = a.id)
    <> (SELECT count(*) FROM approvals_level l WHERE l.company_id = a.company_id AND l.policy_id = a.policy_id)
"""
_INTERESTED = f"""
SELECT t.id, {_CHANGE} FROM engagements_changerequest t
JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id AND a.state = 'open'
WHERE t.company_id = %(company)s AND NOT a.interested @> ARRAY(
  SELECT one FROM unnest(changerequest_interested_in(t.company_id, t.id)) AS one WHERE NOT EXISTS (
    SELECT FROM trail_change c JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id
    WHERE c.company_id = t.company_id AND c.relation = 'parties_contractor' AND c.op = 'U'
      AND c.plain->'member_id'->>1 = one::text AND e.at >= a.opened_at))
"""
# Of a manager of some teams alone: a contract whose engagement never was of one of these, and a change that is not by them.
_OTHER_TEAM = f"""{HELD}, teams AS MATERIALIZED (
  SELECT row_id AS engagement_id, plain->'team_id'->>1 AS team FROM trail_change
  WHERE company_id = %(company)s AND relation = 'engagements_engagement' AND plain->'team_id'->>1 IS NOT NULL)
SELECT t.id, {_CHANGE}, e.verb FROM trail_entry e
JOIN engagements_changerequest t ON t.company_id = e.company_id AND t.id = e.subject_id
JOIN engagements_contract k ON k.company_id = t.company_id AND k.id = t.contract_id
WHERE e.company_id = %(company)s AND e.outcome = 'done' AND e.verb LIKE 'changerequest.%%'
  AND (t.made_by_id <> e.member_id OR e.verb = 'changerequest.create')
  AND EXISTS (SELECT FROM held h WHERE h.member_id = e.member_id AND e.recorded_at BETWEEN h.since AND h.until)
  AND NOT EXISTS (SELECT FROM held h WHERE h.member_id = e.member_id AND e.recorded_at BETWEEN h.since AND h.until
    AND (h.role <> ALL (%(narrow)s) OR (h.team IS NULL AND h.role <> 'contractor')
      OR h.team IN (SELECT m.team FROM teams m WHERE m.engagement_id = k.engagement_id)))
"""
# What a contract allowed when it was signed: what was last written there by anything but a change of it.
_SIGNED = """signed AS MATERIALIZED (
  SELECT DISTINCT ON (c.row_id, cap.name) c.row_id, cap.name, c.plain->cap.name->>1 AS said
  FROM trail_change c JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id
  CROSS JOIN unnest(%(caps)s::text[]) AS cap(name)
  WHERE c.company_id = %(company)s AND c.relation = 'engagements_contract' AND e.verb <> 'changerequest.approve'
    AND c.plain ? cap.name
  ORDER BY c.row_id, cap.name, c.seq DESC
), first AS MATERIALIZED (
  SELECT row_id, max(said) FILTER (WHERE name = 'order_kind') AS order_kind,
    (max(said) FILTER (WHERE name = 'amount'))::numeric AS amount,
    (max(said) FILTER (WHERE name = 'unit_rate'))::numeric AS unit_rate,
    COALESCE(max(said) FILTER (WHERE name = 'unit'), '') AS unit,
    (max(said) FILTER (WHERE name = 'starts_on'))::date AS starts_on,
    (max(said) FILTER (WHERE name = 'ends_on'))::date AS ends_on
  FROM signed GROUP BY row_id
)"""
_FOLLOWS = f"""WITH {_SIGNED}
SELECT t.id, {_CHANGE} FROM engagements_changerequest t
LEFT JOIN engagements_changerequest p ON p.company_id = t.company_id AND p.contract_id = t.contract_id AND p.number = t.number - 1
LEFT JOIN first f ON f.row_id = t.contract_id
WHERE t.company_id = %(company)s AND t.state = 'approved' AND (t.number IS NULL OR t.number < 1 OR (t.number > 1 AND p.id IS NULL)
  OR (t.number > 1 AND ({_caps("t", was=True)}) IS DISTINCT FROM ({_caps("p")}))
  OR (t.number = 1 AND ({_caps("t", was=True)}) IS DISTINCT FROM ({_caps("f")})))
"""
_STANDS = f"""WITH {_SIGNED}, last AS (
  SELECT DISTINCT ON (contract_id) * FROM engagements_changerequest WHERE company_id = %(company)s AND state = 'approved'
  ORDER BY contract_id, number DESC)
SELECT t.id, {_CONTRACT} FROM engagements_contract t
LEFT JOIN last l ON l.contract_id = t.id LEFT JOIN first f ON f.row_id = t.id
WHERE t.company_id = %(company)s AND t.signed_at IS NOT NULL AND (
  (l.id IS NOT NULL AND (t.currency, {_caps("t")}) IS DISTINCT FROM (l.currency, {_caps("l")}))
  OR (l.id IS NULL AND ({_caps("t")}) IS DISTINCT FROM ({_caps("f")})))
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about the changes of one company's contracts that does not agree. Called inside a scope."""
    yield from found_in(company_id, "change request", "what {1} shows is not what its hash is of", _HASHED)
    yield from found_in(company_id, "change request", "{1} shows otherwise than it says", _SHOWN)
    yield from found_in(company_id, "change request", "{1} stands on no approval of what it shows", _APPROVED)
    sentence = "the approval of {1} was asked for {2}, and the contract would allow {3}"
    yield from found_in(company_id, "change request", sentence, _AMOUNT)
    yield from found_in(company_id, "change request", "{1} has no most, and not every level was asked", _NO_MOST)
    sentence = "the approval of {1} leaves out somebody who had a hand in it"
    yield from found_in(company_id, "change request", sentence, _INTERESTED)
    sentence = "{2} on {1} was done by somebody of another team"
    yield from found_in(company_id, "change request", sentence, _OTHER_TEAM, **given(), narrow=[MANAGER, CONTRACTOR])
    sentence = "{1} begins with something else than its contract allowed then"
    yield from found_in(company_id, "change request", sentence, _FOLLOWS, caps=list(CAPS))
    sentence = "{1} allows something else than was signed and changed since"
    yield from found_in(company_id, "contract", sentence, _STANDS, caps=list(CAPS))
