"""Whether what came from outside is what arrived: loaded orders, their versions, and every claim (R87, R89)."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in
from .loads import LOADED
from .naming import NAMES

_LOADED = f"""
SELECT t.id, {NAMES["orders_order"]}, missing.words FROM orders_order t
CROSS JOIN LATERAL (
  SELECT 'no arrival became it' AS words WHERE NOT EXISTS (SELECT FROM documents_arrival a
    WHERE a.company_id = t.company_id AND a.id = t.loaded_from_id AND a.became = 'order' AND a.became_id = t.id)
  UNION ALL
  SELECT 'no entry loaded it' WHERE NOT EXISTS (SELECT FROM trail_entry e
    WHERE e.company_id = t.company_id AND t.id IN (e.subject_id, e.order_id) AND e.verb IN ({LOADED})
      AND e.outcome = 'done')) AS missing
WHERE t.company_id = %(company)s AND t.origin = 'loaded'
"""
_VERSIONS = f"""
SELECT r.id, {NAMES["orders_order"]}, r.number FROM orders_order t
JOIN orders_revision r ON r.company_id = t.company_id AND r.order_id = t.id
WHERE t.company_id = %(company)s AND t.origin = 'loaded' AND NOT EXISTS (SELECT FROM documents_arrival a
  WHERE a.company_id = r.company_id AND a.id = r.loaded_from_id AND a.became_id = t.id
    AND a.became = CASE r.number WHEN 0 THEN 'order' ELSE 'change' END)
"""
_CLAIMED = f"""
SELECT t.id, {NAMES["invoices_invoice"]} FROM invoices_invoice t
WHERE t.company_id = %(company)s AND t.kind <> 'advance' AND NOT EXISTS (SELECT FROM documents_arrival a
  WHERE a.company_id = t.company_id AND a.became = t.kind AND a.became_id = t.id
    AND (t.origin <> 'document' OR a.id = t.arrival_id))
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything that came from outside and that nothing which arrived bears out. Called inside a scope."""
    yield from found_in(company_id, "arrival", "{1} was loaded, and {2}", _LOADED)
    yield from found_in(company_id, "arrival", "version {2} of {1} is nothing that arrived", _VERSIONS)
    yield from found_in(company_id, "arrival", "{1} is claimed, and no arrival became it", _CLAIMED)
