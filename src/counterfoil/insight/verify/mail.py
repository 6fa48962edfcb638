"""What became of each mail is what became of its recipients; the date sent of an order is that of its first mail, or earlier."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in

_RECIPIENTS = """
SELECT m.id, m.number_of_recipients, count(r.id) FROM mail_message m
LEFT JOIN mail_recipient r ON r.company_id = m.company_id AND r.message_id = m.id
WHERE m.company_id = %(company)s GROUP BY m.company_id, m.id HAVING count(r.id) <> m.number_of_recipients
"""
_BECAME = """
SELECT m.id, m.state FROM mail_message m
JOIN mail_recipient r ON r.company_id = m.company_id AND r.message_id = m.id
WHERE m.company_id = %(company)s GROUP BY m.company_id, m.id
HAVING (m.sent_at IS NOT NULL AND NOT bool_or(r.state IN ('accepted', 'bounced')))
  OR (m.sent_at IS NULL AND bool_or(r.state = 'accepted'))
  OR (m.state IN ('sent', 'failed') AND bool_or(r.state = 'waiting'))
"""
_DATED = """
SELECT o.id, COALESCE(o.number, o.id::text), o.sent_on, first_mailed(o.company_id, o.id) FROM orders_order o
WHERE o.company_id = %(company)s AND (o.sent_on < o.issued_on
  OR (o.sent_how = 'mail' AND o.sent_on IS DISTINCT FROM first_mailed(o.company_id, o.id))
  OR (o.document_sha256 <> '' AND COALESCE(o.sent_on, 'infinity') > first_mailed(o.company_id, o.id)))
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every mail and date sent that its rows do not bear out. Called inside a scope."""
    yield from found_in(company_id, "mail", "mail {0} is for {1} recipients, and has {2}", _RECIPIENTS)
    yield from found_in(company_id, "mail", "mail {0} is {1}, and its recipients say otherwise", _BECAME)
    sentence = "order {1} says it was sent on {2}, and its first mail went out on {3}"
    yield from found_in(company_id, "sent", sentence, _DATED)
