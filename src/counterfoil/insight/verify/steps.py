"""No state without its entry: each step that a row has taken is one that its entry's verb takes, by whom and when it says."""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in
from .naming import NAMES
from .signatures import SIGNATURES, Signature
from .ways import WAYS

_STEPS = """
SELECT c.row_id, c.seq, COALESCE(c.plain->'state'->>0, '') AS start, c.plain->'state'->>1 AS finish, e.verb, e.member_id, e.at,
       COALESCE(lag(c.plain->'state'->>1) OVER (PARTITION BY c.row_id ORDER BY c.seq), '') AS before
FROM trail_change c LEFT JOIN trail_entry e
  ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.outcome = 'done'
WHERE c.company_id = %(company)s AND c.relation = '{table}' AND c.plain ? 'state'
"""
_STRANGE = """
WITH steps AS ({steps})
SELECT t.id, {name}, CASE start WHEN '' THEN 'nothing' ELSE start END, finish, COALESCE(steps.verb, 'no entry')
FROM steps JOIN {table} t ON t.company_id = %(company)s AND t.id = row_id
WHERE start <> before OR NOT EXISTS (
  SELECT FROM unnest(%(starts)s::text[], %(ends)s::text[], %(verbs)s::text[]) AS p(start, finish, verb)
  WHERE (p.start, p.finish, p.verb) = (steps.start, steps.finish, steps.verb))
ORDER BY seq
"""
_ELSEWHERE = """
WITH steps AS ({steps}), last AS (SELECT DISTINCT ON (row_id) row_id, finish FROM steps ORDER BY row_id, seq DESC)
SELECT t.id, {name}, t.state, COALESCE(finish, 'nothing') FROM {table} t LEFT JOIN last ON row_id = t.id
WHERE t.company_id = %(company)s AND t.state IS DISTINCT FROM finish
"""
_UNSIGNED = """
WITH steps AS ({steps}), last AS (
  SELECT DISTINCT ON (row_id) * FROM steps WHERE finish = ANY (%(states)s) AND (NOT %(only_new)s OR start = '')
  ORDER BY row_id, seq DESC)
SELECT t.id, {name}, finish, {member} AS says, t.{moment}, last.member_id, last.at
FROM last JOIN {table} t ON t.company_id = %(company)s AND t.id = row_id
WHERE last.verb IS NOT NULL AND t.{moment} IS NOT NULL AND ({member}, t.{moment}) IS DISTINCT FROM (last.member_id, last.at)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every state that no entry explains, and every name and moment that its entry does not bear out.

    The entries of orders are replayed in `orders.py`. Called inside a scope.
    """
    for way in WAYS:
        words = {"table": way.table, "name": NAMES[way.table], "steps": _STEPS.format(table=way.table)}
        sentence = "{1} went from {2} to {3} by {4}"
        yield from found_in(company_id, "state", sentence, _STRANGE.format(**words), **way.permitted())
        sentence = "{1} is {2}, and its entries lead to {3}"
        yield from found_in(company_id, "state", sentence, _ELSEWHERE.format(**words))
    for one in SIGNATURES:
        yield from _unsigned(company_id, one)


def _unsigned(company_id: UUID, one: Signature) -> list[Finding]:
    member = f"t.{one.member}" if one.member else "last.member_id"
    words = {"table": one.table, "name": NAMES[one.table], "steps": _STEPS.format(table=one.table)}
    sql = _UNSIGNED.format(**words, member=member, moment=one.moment)
    sentence = "{1} became {2} by {3} at {4}, and its entry says {5} at {6}"
    return found_in(company_id, "signed", sentence, sql, states=list(one.states), only_new=one.only_new)
