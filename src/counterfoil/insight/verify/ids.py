"""Plain ids stand where a key would have to point the wrong way; here each is asked whether its row is there."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found

_ENTRY_MEMBERS = """
SELECT e.id, e.verb FROM trail_entry e WHERE e.company_id = %s AND NOT EXISTS
  (SELECT FROM companies_member m WHERE m.company_id = e.company_id AND m.id = e.member_id)
  AND NOT (e.verb = 'company.create' AND e.outcome = 'refused')
"""
_ENTRY_ORDERS = """
SELECT e.id, e.verb FROM trail_entry e WHERE e.company_id = %s AND e.outcome = 'done' AND e.order_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM orders_order o WHERE o.company_id = e.company_id AND o.id = e.order_id)
"""
_DOCUMENT_ORDERS = """
SELECT d.id, d.kind FROM documents_document d WHERE d.company_id = %s AND d.order_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM orders_order o WHERE o.company_id = d.company_id AND o.id = d.order_id)
"""
_ARRIVAL_ORDERS = """
SELECT a.id, a.name FROM documents_arrival a WHERE a.company_id = %s AND a.order_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM orders_order o WHERE o.company_id = a.company_id AND o.id = a.order_id)
"""
_MAIL_ORDERS = """
SELECT m.id, m.kind FROM mail_message m WHERE m.company_id = %s AND m.order_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM orders_order o WHERE o.company_id = m.company_id AND o.id = m.order_id)
"""
_MAIL_PAYMENTS = """
SELECT m.id, m.kind FROM mail_message m WHERE m.company_id = %s AND m.payment_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM remittances_remittance r WHERE r.company_id = m.company_id AND r.payment_id = m.payment_id
    AND m.document_sha256 = CASE m.kind WHEN 'remittance' THEN r.sha256 ELSE r.void_sha256 END)
"""
_CROSSING_ENTRIES = """
SELECT x.id FROM orders_crossing x WHERE x.company_id = %s
  AND NOT EXISTS (SELECT FROM trail_entry e WHERE e.company_id = x.company_id AND e.id = x.entry_id)
"""
_BECAME = """
SELECT a.id, a.name, a.became FROM documents_arrival a WHERE a.company_id = %s AND a.became_id IS NOT NULL AND CASE
  WHEN a.became IN ('invoice', 'credit') THEN NOT EXISTS (SELECT FROM invoices_invoice i
    WHERE i.company_id = a.company_id AND i.id = a.became_id AND i.kind = a.became)
  ELSE NOT EXISTS (SELECT FROM orders_order o WHERE o.company_id = a.company_id AND o.id = a.became_id) END
"""
_COMPANY = "SELECT %s WHERE NOT EXISTS (SELECT FROM companies_company WHERE id = %s)"


def check(company_id: UUID) -> Iterator[Finding]:
    """Every plain id that leads nowhere. Called inside a scope."""
    yield from found("lost id", "there is no company {0}", _COMPANY, company_id, company_id)
    yield from found("lost id", "entry {0} ({1}) names a member who is not there", _ENTRY_MEMBERS, company_id)
    yield from found("lost id", "entry {0} ({1}) names an order that is not there", _ENTRY_ORDERS, company_id)
    yield from found("lost id", "document {0} ({1}) names an order that is not there", _DOCUMENT_ORDERS, company_id)
    yield from found("lost id", "arrival {0} ({1}) names an order that is not there", _ARRIVAL_ORDERS, company_id)
    yield from found("lost id", "mail {0} names an order that is not there", _MAIL_ORDERS, company_id)
    yield from found("lost id", "mail {0} tells of a payment that was not advised of", _MAIL_PAYMENTS, company_id)
    yield from found("lost id", "crossing {0} names an entry that is not there", _CROSSING_ENTRIES, company_id)
    yield from found("lost id", "arrival {0} ({1}) became one {2} that is not there", _BECAME, company_id)
