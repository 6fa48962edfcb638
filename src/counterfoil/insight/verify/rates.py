"""Orders' exchange rates: what orders are worth by them, and whether the general ones were ever the company's."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.catalogue.rates import MOST_RATE

from .finding import Finding, found_in

_WORTH = """
SELECT o.id, COALESCE(o.number, o.title), r.total, o.rate, r.base_total FROM orders_order o
JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id
WHERE o.company_id = %(company)s AND (r.number = o.revision_number OR o.origin = 'loaded')
  AND r.base_total <> round(r.total * COALESCE(o.rate, 0), scale(last_unit(o.base_currency)))
"""
_LIMITS = """
SELECT o.id, COALESCE(o.number, o.title), o.rate FROM orders_order o
WHERE o.company_id = %(company)s AND (o.rate NOT BETWEEN 0.0000000001 AND %(highest)s
  OR o.currency = o.base_currency AND o.rate IS DISTINCT FROM 1)
"""
_GENERAL = """
SELECT o.id, COALESCE(o.number, o.title), o.rate, o.currency, o.rate_on FROM orders_order o
WHERE o.company_id = %(company)s AND o.rate_source = 'general' AND NOT EXISTS (
  SELECT FROM catalogue_rate g JOIN trail_change c
    ON c.company_id = g.company_id AND c.relation = 'catalogue_rate' AND c.row_id = g.id AND c.plain ? 'rate'
  WHERE g.company_id = o.company_id AND g.currency = o.currency AND g.day = o.rate_on AND (c.plain->'rate'->>1)::numeric = o.rate)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every order whose worth or rate does not agree. A general rate that was corrected later is on the trail. Called inside a
    scope."""
    sentence = "order {1} comes to {2}, at a rate of {3}, and {4} is said to be its worth"
    yield from found_in(company_id, "rates", sentence, _WORTH)
    yield from found_in(
        company_id, "rates", "the rate of order {1}, {2}, is none that can be", _LIMITS, highest=MOST_RATE
    )
    sentence = "order {1} calls {2} the general rate of {3} on {4}, and the company never had it"
    yield from found_in(company_id, "rates", sentence, _GENERAL)
