"""Whether what is agreed before an order is agrees: offers with what was shown of them, with who reviewed and who answered."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.companies.permissions import CONTRACTOR, MANAGER

from .could import GRACE, HELD, SIGN_INS, given
from .finding import Finding, found_in
from .naming import NAMES

_OFFER = NAMES["engagements_offer"]
_HASHED = f"""
SELECT t.id, {_OFFER} FROM engagements_offer t WHERE t.company_id = %(company)s AND t.state <> 'draft' AND t.document <> ''
  AND t.document_sha256 <> encode(sha256(convert_to(t.document, 'UTF8')), 'hex')
"""
_SHOWN = f"""
SELECT t.id, {_OFFER} FROM engagements_offer t WHERE t.company_id = %(company)s
  AND t.state IN ('in_review', 'sent', 'accepted', 'declined') AND (
    (t.document::jsonb->>'offer', t.document::jsonb->>'title', t.document::jsonb->>'description',
     t.document::jsonb->>'currency', (t.document::jsonb->>'amount')::numeric, (t.document::jsonb->>'unit_rate')::numeric,
     (t.document::jsonb->>'most_units')::numeric, t.document::jsonb->'seller'->>'id',
     (t.document::jsonb->>'starts_on')::date, (t.document::jsonb->>'ends_on')::date,
     COALESCE(t.document::jsonb->'order'->>'choice', ''), COALESCE(t.document::jsonb->'order'->>'number', ''))
    IS DISTINCT FROM (t.id::text, t.title, t.description, t.currency::text, t.amount, t.unit_rate, t.most_units,
      t.contractor_id::text, t.starts_on, t.ends_on, t.order_choice, t.order_number))
"""
_UNREVIEWED = f"""
SELECT t.id, {_OFFER} FROM trail_entry e JOIN engagements_offer t ON t.company_id = e.company_id AND t.id = e.subject_id
WHERE e.company_id = %(company)s AND e.verb = 'offer.send' AND e.outcome = 'done' AND (
  SELECT p.offers_reviewed FROM engagements_hiringpolicy p
  JOIN trail_change c ON c.company_id = p.company_id AND c.relation = 'engagements_hiringpolicy' AND c.row_id = p.id
  JOIN trail_entry s ON s.company_id = c.company_id AND s.id = c.entry_id AND s.xact = c.xact
  WHERE p.company_id = e.company_id AND s.recorded_at + %(grace)s::interval < e.recorded_at
  ORDER BY p.version DESC LIMIT 1)
"""
_APPROVED = f"""
SELECT t.id, {_OFFER} FROM engagements_offer t
LEFT JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id
WHERE t.company_id = %(company)s AND t.state IN ('in_review', 'sent', 'accepted', 'declined') AND (
  (t.state = 'in_review' AND (a.state, a.digest) IS DISTINCT FROM ('open', t.document_sha256))
  OR (a.state = 'given' AND a.digest <> t.document_sha256))
"""
_AMOUNT = f"""
SELECT t.id, {_OFFER}, a.amount, COALESCE(t.amount, round(t.most_units * t.unit_rate, 4)) FROM engagements_offer t
JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id AND a.digest = t.document_sha256
WHERE t.company_id = %(company)s AND a.currency = t.currency
  AND abs(a.amount - COALESCE(t.amount, t.most_units * t.unit_rate, a.amount)) >= last_unit(t.currency)
"""
_NO_MOST = f"""
SELECT t.id, {_OFFER} FROM engagements_offer t
JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id AND a.digest = t.document_sha256
WHERE t.company_id = %(company)s AND t.amount IS NULL AND t.most_units IS NULL
  AND (SELECT count(*) FROM approvals_step s WHERE s.company_id = a.company_id AND s.approval_id = a.id)
    <> (SELECT count(*) FROM approvals_level l WHERE l.company_id = a.company_id AND l.policy_id = a.policy_id)
"""
_INTERESTED = f"""
SELECT t.id, {_OFFER} FROM engagements_offer t
JOIN approvals_approval a ON a.company_id = t.company_id AND a.id = t.approval_id AND a.state = 'open'
WHERE t.company_id = %(company)s AND NOT a.interested @> ARRAY(
  SELECT one FROM unnest(offer_interested_in(t.company_id, t.id)) AS one WHERE NOT EXISTS (
    SELECT FROM trail_change c JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id
    WHERE c.company_id = t.company_id AND c.relation = 'parties_contractor' AND c.op = 'U'
      AND c.plain->'member_id'->>1 = one::text AND e.at >= a.opened_at))
"""
_ON_ORDER = """
SELECT t.id, {name} FROM {table} t
LEFT JOIN orders_choice c ON c.company_id = t.company_id AND c.{key} = t.id AND NOT EXISTS (
  SELECT FROM orders_choice n WHERE n.company_id = c.company_id AND n.{key} = c.{key} AND n.version > c.version)
LEFT JOIN orders_order o ON o.company_id = c.company_id AND o.id = c.order_id
WHERE t.company_id = %(company)s AND (t.order_version, t.order_choice, t.order_number) IS DISTINCT FROM (
  COALESCE(c.version, 0), CASE WHEN c.id IS NULL THEN '' WHEN c.order_id IS NULL THEN 'later' ELSE 'order' END,
  COALESCE(o.number, ''))
"""
_CHOOSER = f"""
SELECT t.id, {_OFFER} FROM engagements_offer t WHERE t.company_id = %(company)s AND t.order_chooser_id IS DISTINCT FROM (
  SELECT c.chosen_by_id FROM orders_choice c WHERE c.company_id = t.company_id AND c.offer_id = t.id
  ORDER BY c.version DESC LIMIT 1)
"""
_ORDER_OPEN = f"""
SELECT t.id, {_OFFER} FROM engagements_offer t
WHERE t.company_id = %(company)s AND t.order_open IS DISTINCT FROM (t.order_choice <> '' AND NOT EXISTS (
  SELECT FROM orders_order o WHERE o.company_id = t.company_id AND o.engagement_id = t.engagement_id
    AND o.state IN ('issued', 'closed')))
"""
_ANSWERED = f"""{HELD}{SIGN_INS}
SELECT t.id, {_OFFER}, e.verb FROM trail_entry e
JOIN engagements_offer t ON t.company_id = e.company_id AND t.id = e.subject_id
WHERE e.company_id = %(company)s AND e.verb IN ('offer.accept', 'offer.decline') AND e.outcome = 'done' AND NOT EXISTS (
  SELECT FROM signed p WHERE p.contractor_id = t.contractor_id AND p.member_id = e.member_id
    AND e.recorded_at BETWEEN p.since AND p.until + %(grace)s::interval)
"""
_AGREED = f"""
SELECT t.id, {_OFFER} FROM engagements_offer t
LEFT JOIN engagements_engagement g ON g.company_id = t.company_id AND g.id = t.engagement_id
WHERE t.company_id = %(company)s AND ((t.state = 'accepted') <> (g.id IS NOT NULL) OR g.contractor_id <> t.contractor_id)
"""
_POST = NAMES["engagements_jobpost"]
_FILLED = f"""
SELECT t.id, {_POST} FROM engagements_jobpost t WHERE t.company_id = %(company)s AND t.state = 'filled' AND NOT EXISTS (
  SELECT FROM engagements_offer o WHERE o.company_id = t.company_id AND o.post_id = t.id AND o.state = 'accepted')
"""
_CONTRACT = NAMES["engagements_contract"]
_SIGNED = f"""
SELECT t.id, {_CONTRACT} FROM engagements_contract t
LEFT JOIN engagements_offer o ON o.company_id = t.company_id AND o.id = t.offer_id
LEFT JOIN documents_document d ON d.company_id = t.company_id AND d.id = t.document_id AND d.kind = 'contract'
WHERE t.company_id = %(company)s AND t.signed_at IS NOT NULL AND t.digest IS DISTINCT FROM COALESCE(o.document_sha256, d.sha256)
"""
_OF_OFFER = f"""
SELECT t.id, {_CONTRACT} FROM engagements_contract t
JOIN engagements_offer o ON o.company_id = t.company_id AND o.id = t.offer_id
LEFT JOIN engagements_changerequest f ON f.company_id = t.company_id AND f.contract_id = t.id AND f.number = 1
WHERE t.company_id = %(company)s AND (o.state <> 'accepted' OR (o.engagement_id, o.currency) IS DISTINCT FROM
  (t.engagement_id, t.currency) OR (o.starts_on, o.ends_on, o.unit_rate) IS DISTINCT FROM (
    CASE WHEN f.id IS NULL THEN t.starts_on ELSE f.was_starts_on END,
    CASE WHEN f.id IS NULL THEN t.ends_on ELSE f.was_ends_on END,
    CASE WHEN f.id IS NULL THEN t.unit_rate ELSE f.was_unit_rate END))
"""
# Of a manager of some teams alone: an offer that never was of one of these, and is not by them.
_OTHER_TEAM = f"""{HELD}, teams AS MATERIALIZED (
  SELECT row_id AS offer_id, plain->'team_id'->>1 AS team FROM trail_change
  WHERE company_id = %(company)s AND relation = 'engagements_offer' AND plain->'team_id'->>1 IS NOT NULL)
SELECT t.id, {_OFFER}, e.verb FROM trail_entry e
JOIN engagements_offer t ON t.company_id = e.company_id AND t.id = e.subject_id
WHERE e.company_id = %(company)s AND e.outcome = 'done' AND e.verb LIKE 'offer.%%'
  AND e.verb NOT IN ('offer.accept', 'offer.decline') AND t.made_by_id <> e.member_id
  AND EXISTS (SELECT FROM held h WHERE h.member_id = e.member_id AND e.recorded_at BETWEEN h.since AND h.until)
  AND NOT EXISTS (SELECT FROM held h WHERE h.member_id = e.member_id AND e.recorded_at BETWEEN h.since AND h.until
    AND (h.role <> ALL (%(narrow)s) OR (h.team IS NULL AND h.role <> 'contractor')
      OR h.team IN (SELECT m.team FROM teams m WHERE m.offer_id = t.id)))
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about the offers of one company that does not agree. Called inside a scope."""
    yield from found_in(company_id, "offer", "what {1} shows is not what its hash is of", _HASHED)
    yield from found_in(company_id, "offer", "{1} shows otherwise than it says", _SHOWN)
    yield from found_in(
        company_id, "offer", "{1} was sent without a review, where offers were reviewed", _UNREVIEWED, grace=GRACE
    )
    yield from found_in(company_id, "offer", "{1} stands on no approval of what it shows", _APPROVED)
    sentence = "the approval of {1} was asked for {2}, and it can come to {3}"
    yield from found_in(company_id, "offer", sentence, _AMOUNT)
    yield from found_in(company_id, "offer", "{1} has no most, and not every level was asked", _NO_MOST)
    yield from found_in(
        company_id, "offer", "the approval of {1} leaves out somebody who had a hand in it", _INTERESTED
    )
    sentence = "{2} of {1} was not done by its contractor"
    yield from found_in(company_id, "offer", sentence, _ANSWERED, **given())
    yield from found_in(
        company_id, "offer", "{1} is accepted without an engagement of its contractor, or has one without", _AGREED
    )
    sentence = "{1} says otherwise of its purchase order than was chosen for it"
    for subject, table, key in (
        ("offer", "engagements_offer", "offer_id"),
        ("job post", "engagements_jobpost", "post_id"),
    ):
        told = _ON_ORDER.format(name=NAMES[table], table=table, key=key)
        yield from found_in(company_id, subject, sentence, told)
    yield from found_in(company_id, "offer", "{1} names another than who chose its purchase order", _CHOOSER)
    sentence = "{1} says otherwise than its orders whether one stands for it"
    yield from found_in(company_id, "offer", sentence, _ORDER_OPEN)
    yield from found_in(company_id, "job post", "{1} is filled, and no offer from it was accepted", _FILLED)
    yield from found_in(company_id, "contract", "{1} carries another hash than what was signed", _SIGNED)
    yield from found_in(company_id, "contract", "{1} says otherwise than the offer that was accepted", _OF_OFFER)
    sentence = "{2} on {1} was done by somebody of another team"
    yield from found_in(company_id, "offer", sentence, _OTHER_TEAM, **given(), narrow=[MANAGER, CONTRACTOR])
