"""Whether alerts stand as they were raised, whoever is said to have caused one did, and whoever was told was to be told."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in

_NUMBERS = """
SELECT a.id, a.number, lag(a.number, 1, 0) OVER (ORDER BY a.number) AS before FROM alerts_alert a WHERE a.company_id = %(company)s
"""
_NUMBERED = f"SELECT * FROM ({_NUMBERS}) AS numbered WHERE number <> before + 1"
_ELSEWHERE = """
SELECT a.id, a.number, i.number FROM alerts_alert a
JOIN invoices_invoice i ON i.company_id = a.company_id AND i.id = a.invoice_id
WHERE a.company_id = %(company)s AND i.order_id IS DISTINCT FROM a.order_id
  AND NOT EXISTS (SELECT FROM trail_change c WHERE c.company_id = a.company_id AND c.relation = 'invoices_invoice'
    AND c.row_id = i.id AND c.plain->'order_id' @> to_jsonb(a.order_id::text))
"""
# Who caused an alert did what the follower followed: its entry stands in the key of the entry that raised it.
_CAUSED = """
SELECT a.id, a.number, COALESCE(a.caused_by_id::text, 'nobody') FROM alerts_alert a
JOIN trail_change c ON c.company_id = a.company_id AND c.relation = 'alerts_alert' AND c.row_id = a.id AND c.op = 'I'
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id
LEFT JOIN trail_entry f ON f.company_id = e.company_id AND f.id::text = substring(e.key FROM '^alerts:([0-9a-f-]{36}):raise$')
WHERE a.company_id = %(company)s AND a.caused_by_id IS NOT NULL AND a.caused_by_id IS DISTINCT FROM f.member_id
"""
_TOLD = """
SELECT d.id, d.day, p.name, m.id FROM alerts_digest d
JOIN mail_message m ON m.company_id = d.company_id AND m.id = d.mail_id
JOIN companies_member p ON p.company_id = d.company_id AND p.id = d.member_id
WHERE d.company_id = %(company)s AND (m.kind <> 'alerts' OR m.made_at <> d.made_at OR p.service OR p.user_id IS NULL
  OR d.through > (SELECT COALESCE(max(number), 0) FROM alerts_alert a
    WHERE a.company_id = d.company_id AND a.raised_at <= d.made_at))
"""
_AGAIN = """
SELECT d.id, d.day, p.name FROM alerts_digest d JOIN companies_member p ON p.company_id = d.company_id AND p.id = d.member_id
WHERE d.company_id = %(company)s AND EXISTS (SELECT FROM alerts_digest e WHERE e.company_id = d.company_id
  AND e.member_id = d.member_id AND e.made_at < d.made_at AND (e.through >= d.through OR e.day >= d.day))
"""
_MAILS = """
SELECT m.id FROM mail_message m WHERE m.company_id = %(company)s AND m.kind = 'alerts'
  AND NOT EXISTS (SELECT FROM alerts_digest d WHERE d.company_id = m.company_id AND d.mail_id = m.id)
"""
_CHOSEN = """
SELECT t.id, t.kind, p.name FROM alerts_preference t
JOIN companies_member p ON p.company_id = t.company_id AND p.id = t.member_id
JOIN trail_change c ON c.company_id = t.company_id AND c.relation = 'alerts_preference' AND c.row_id = t.id
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
WHERE t.company_id = %(company)s AND e.member_id <> t.member_id
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every alert, digest and preference that contradicts itself or its entries. Called inside a scope."""
    yield from found_in(company_id, "alert", "alert {1} follows alert {2}: one between them is gone", _NUMBERED)
    yield from found_in(company_id, "alert", "alert {1} is about invoice {2}, which was never on its order", _ELSEWHERE)
    yield from found_in(company_id, "alert", "alert {1} names {2} as who caused it, who did not", _CAUSED)
    yield from found_in(company_id, "told", "what {2} was told on {1} is not what mail {3} is", _TOLD)
    yield from found_in(company_id, "told", "{2} was told on {1} of what they were told before", _AGAIN)
    yield from found_in(company_id, "told", "mail {0} tells of alerts, and nobody was to be told", _MAILS)
    yield from found_in(company_id, "told", "of what {2} is told ({1}), somebody else has chosen", _CHOSEN)
