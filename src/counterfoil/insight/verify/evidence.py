"""Whether the evidence agrees with itself: nothing accepted beyond what was shown and ordered, nothing used twice."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in
from .naming import NAMES

_UNDECIDED = f"""
SELECT t.id, {NAMES["evidence_piece"]}, t.state, t.accepted_quantity, t.quantity FROM evidence_piece t
WHERE t.company_id = %(company)s AND CASE t.state
  WHEN 'accepted' THEN sign(t.accepted_quantity) <> sign(t.quantity) OR abs(t.accepted_quantity) > abs(t.quantity)
  ELSE t.accepted_quantity <> 0 OR t.accepted_amount <> 0 END
"""
_TWICE = f"""
SELECT t.id, {NAMES["evidence_piece"]}, t.used_quantity, t.accepted_quantity FROM evidence_piece t
WHERE t.company_id = %(company)s AND (t.used_quantity < 0 OR t.used_quantity > greatest(t.accepted_quantity, 0))
"""
_CORRECTED_TWICE = f"""
SELECT t.id, {NAMES["evidence_piece"]}, t.corrected_quantity, t.accepted_quantity FROM evidence_piece t
WHERE t.company_id = %(company)s AND (t.corrected_quantity < 0 OR t.corrected_quantity > greatest(t.accepted_quantity, 0))
"""
_BEYOND = f"""
SELECT t.id, {NAMES["orders_orderline"]}, t.accepted_quantity, t.limit_quantity FROM orders_orderline t
WHERE t.company_id = %(company)s AND (t.accepted_quantity < 0 OR t.accepted_quantity > t.limit_quantity)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Everything about the evidence of one company that does not agree. Called inside a scope."""
    sentence = "{1} is {2}, with {3} accepted of {4}"
    yield from found_in(company_id, "accepted", sentence, _UNDECIDED)
    yield from found_in(company_id, "used", "{1} is used for {2} where {3} was accepted", _TWICE)
    yield from found_in(company_id, "corrected", "{1} is corrected by {2} where {3} was accepted", _CORRECTED_TWICE)
    yield from found_in(company_id, "limit", "{1} has {2} accepted, and its limit is {3}", _BEYOND)
