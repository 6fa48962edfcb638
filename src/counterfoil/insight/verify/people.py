"""Who stands behind a key, and who may not approve an order: both reckoned again from the trail."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found, found_in

FROM_THE_TRAIL = {"companies_apikey": ("made_by_id", "made_with_id", "made_at")}
"""Columns that a migration filled from entries that were there: of older rows no change tells them, so they are compared here."""

_MAKERS = """
SELECT k.id, k.prefix FROM companies_apikey k
LEFT JOIN trail_change c ON c.company_id = k.company_id AND c.relation = 'companies_apikey' AND c.row_id = k.id AND c.op = 'I'
LEFT JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id
WHERE k.company_id = %(company)s AND e.id IS NOT NULL
  AND (k.made_by_id, k.made_with_id, k.made_at) IS DISTINCT FROM (e.member_id, e.api_key_id, e.at)
"""
# Whoever became the contractor's sign-in after the approval was opened had no interest in the order when it was.
_INTERESTED = """
SELECT a.id, COALESCE(o.number, o.title) FROM approvals_approval a
JOIN orders_order o ON o.company_id = a.company_id AND o.approval_id = a.id
CROSS JOIN LATERAL (SELECT ARRAY(
  SELECT one FROM unnest(interested_in(o.company_id, o.id) || a.requester_id) AS one WHERE one = a.requester_id
    OR NOT EXISTS (SELECT FROM trail_change began JOIN trail_change linked ON linked.company_id = began.company_id
      AND linked.relation = 'parties_contractor' AND linked.op = 'U' AND linked.plain->'member_id'->>1 = one::text
      AND linked.seq > began.seq
      WHERE began.company_id = a.company_id AND began.relation = 'approvals_approval' AND began.row_id = a.id
        AND began.op = 'I')) AS people) AS derived
WHERE a.company_id = %s AND NOT a.interested @> derived.people AND (a.state = 'open' OR a.state = 'given' AND EXISTS (
  SELECT FROM approvals_step s WHERE s.company_id = a.company_id AND s.approval_id = a.id AND s.state = 'given'
    AND s.member_id = ANY (derived.people) AND s.member_id <> ALL (a.interested)))
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Keys that somebody else made than they say, and approvals that leave out who had a hand in the order. Inside a scope.

    An approval from before the whole chain counted is one only while it is open, or where somebody left out has given it.
    """
    sentence = "key {1} was made by somebody else, or with another key, than it says"
    yield from found_in(company_id, "maker of a key", sentence, _MAKERS)
    sentence = "the approval of order {1} leaves out somebody who had a hand in it, or in what it replaces"
    yield from found("interested", sentence, _INTERESTED, company_id)
