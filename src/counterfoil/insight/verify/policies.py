"""Whether how invoices are matched agrees with itself: versions in a row, what loosens, and who used what they loosened."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in
from .naming import NAMES

_POLICY = (
    "(SELECT 'policy ' || p.name FROM catalogue_matchpolicy p WHERE p.company_id = t.company_id AND p.id = t.policy_id)"
)
_VERSION = f"{_POLICY} || ', version ' || t.version"
_CONTRACTOR = (
    "(SELECT 'contractor ' || c.code FROM parties_contractor c WHERE c.company_id = t.company_id AND c.id = {0})"
)

_GAP = f"""
SELECT t.id, {_VERSION}, COALESCE(t.before::text, 'none') FROM (
  SELECT *, lag(version) OVER (PARTITION BY policy_id ORDER BY version) AS before,
         lag(set_at) OVER (PARTITION BY policy_id ORDER BY version) AS earlier
  FROM catalogue_policyversion WHERE company_id = %(company)s) AS t
WHERE t.version <> COALESCE(t.before, 0) + 1 OR t.set_at < t.earlier
UNION ALL
SELECT t.id, 'route ' || t.kind || ', version ' || t.version, COALESCE(t.before::text, 'none') FROM (
  SELECT *, lag(version) OVER (PARTITION BY kind ORDER BY version) AS before
  FROM matching_route WHERE company_id = %(company)s) AS t
WHERE t.version <> COALESCE(t.before, 0) + 1
"""
_LOOSENS = f"""
SELECT t.id, {_VERSION}, CASE WHEN t.loosens THEN 'loosens' ELSE 'does not loosen' END FROM catalogue_policyversion t
WHERE t.company_id = %(company)s AND t.loosens <> version_loosens(t.company_id, t.id)
UNION ALL
SELECT t.id, 'an assignment of ' || {_CONTRACTOR.format("t.contractor_id")}, 'does not loosen' FROM (
  SELECT *, lag(policy_id) OVER (PARTITION BY contractor_id ORDER BY set_at, id) AS held
  FROM parties_assignment WHERE company_id = %(company)s) AS t
WHERE NOT t.loosens AND assignment_loosens(t.company_id, t.held, t.policy_id, t.set_at)
"""
_HELD = f"""
SELECT t.id, {_CONTRACTOR.format("t.id")}, COALESCE(t.match_policy_id::text, 'none'), COALESCE(newest.policy_id::text, 'none')
FROM parties_contractor t LEFT JOIN (
  SELECT DISTINCT ON (contractor_id) contractor_id, policy_id FROM parties_assignment
  WHERE company_id = %(company)s ORDER BY contractor_id, set_at DESC, id DESC) AS newest ON newest.contractor_id = t.id
WHERE t.company_id = %(company)s AND t.match_policy_id IS DISTINCT FROM newest.policy_id
"""
# Whoever wrote it, and when, is what its entry says; what was carried over by an upgrade names who had set it before.
_SIGNED = """
SELECT t.row_id, t.relation, t.by, t.set_at, COALESCE(e.verb, 'no entry'), e.member_id, e.at FROM (
  SELECT c.*, c.plain->'set_by_id'->>1 AS by, (c.plain->'set_at'->>1)::timestamptz AS set_at FROM trail_change c
  WHERE c.company_id = %(company)s AND c.op = 'I'
    AND c.relation IN ('catalogue_policyversion', 'parties_assignment', 'matching_route')) AS t
LEFT JOIN trail_entry e ON e.company_id = t.company_id AND e.id = t.entry_id AND e.xact = t.xact AND e.outcome = 'done'
WHERE COALESCE(e.verb, '') <> 'company.upgrade' AND (t.by IS NOT NULL OR t.relation <> 'matching_route')
  AND ((t.by, t.set_at) IS DISTINCT FROM (e.member_id::text, e.at) OR e.verb IS DISTINCT FROM CASE t.relation
    WHEN 'parties_assignment' THEN 'contractor.match' WHEN 'matching_route' THEN 'route.set' ELSE 'matchpolicy.set' END)
"""
_JUDGED = f"""
SELECT t.id, {NAMES["invoices_invoice"]}, c.plain->'judged_at'->>1, COALESCE(e.verb, 'no entry') FROM trail_change c
JOIN invoices_invoice t ON t.company_id = c.company_id AND t.id = c.row_id
LEFT JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.outcome = 'done'
WHERE c.company_id = %(company)s AND c.relation = 'invoices_invoice' AND c.plain ? 'judged_at'
  AND ((c.plain->'judged_at'->>1)::timestamptz IS DISTINCT FROM e.at OR e.verb <> ALL (%(judging)s)
    OR (c.op = 'U' AND EXISTS (SELECT FROM companies_right r
      WHERE r.company_id = c.company_id AND r.member_id = e.member_id AND r.role = 'system')))
"""
# Where separation was off at that moment a company of one may have done it lawfully: nothing is said of that.
_LOOSENED = """
SELECT member_id FROM looseners(t.company_id, bill.order_id, {0}) AS l(member_id)
"""
_APART = """COALESCE((SELECT (s.plain->'separation'->>1)::boolean FROM trail_change s JOIN trail_entry se
  ON se.company_id = s.company_id AND se.id = s.entry_id WHERE s.company_id = t.company_id
  AND s.relation = 'companies_company' AND s.plain ? 'separation' AND se.at <= {0} ORDER BY s.seq DESC LIMIT 1), true)"""
_CLEARED = f"""
SELECT t.id, {NAMES["matching_exception"]}, m.name FROM matching_exception t
JOIN invoices_invoice bill ON bill.company_id = t.company_id AND bill.id = t.invoice_id
JOIN companies_member m ON m.company_id = t.company_id AND m.id = t.settled_by_id
WHERE t.company_id = %(company)s AND t.state = 'accepted' AND {_APART.format("t.settled_at")}
  AND t.settled_by_id IN ({_LOOSENED.format("t.settled_at")})
"""
_RELEASED = f"""
SELECT t.id, 'the release of invoice ' || bill.number, m.name FROM (
  SELECT p.id, p.company_id, p.released_by_id, p.released_at, a.invoice_id FROM payments_payment p
    JOIN payments_allocation a ON a.company_id = p.company_id AND a.payment_id = p.id
  UNION ALL SELECT id, company_id, released_by_id, released_at, invoice_id FROM payments_setoff) AS t
JOIN invoices_invoice bill ON bill.company_id = t.company_id AND bill.id = t.invoice_id
JOIN companies_member m ON m.company_id = t.company_id AND m.id = t.released_by_id
WHERE t.company_id = %(company)s AND {_APART.format("t.released_at")}
  AND t.released_by_id IN ({_LOOSENED.format("t.released_at")})
"""
_JUDGING = (
    "invoice.receive",
    "advance.request",
    "invoice.admit_duplicate",
    "invoice.match",
    "invoice.correct",
    "invoice.pair",
    "exception.accept",
)


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about policies, assignments and routes that does not agree. Called inside a scope."""
    yield from found_in(company_id, "policy", "{1} does not follow the one before it ({2})", _GAP)
    yield from found_in(company_id, "policy", "{1} says that it {2}, and the comparison says otherwise", _LOOSENS)
    yield from found_in(company_id, "policy", "{1} is matched by {2}, and the newest assignment says {3}", _HELD)
    sentence = "{1} {0} was set by {2} at {3}, and its entry ({4}) says {5} at {6}"
    yield from found_in(company_id, "signed", sentence, _SIGNED)
    sentence = "{1} was judged at {2} by {3}, which is no match by a person at that moment"
    yield from found_in(company_id, "signed", sentence, _JUDGED, judging=list(_JUDGING))
    sentence = "{1} was accepted by {2}, who had loosened how it is matched"
    yield from found_in(company_id, "separation", sentence, _CLEARED)
    yield from found_in(company_id, "separation", "{1} was done by {2}, who had loosened how it is matched", _RELEASED)
