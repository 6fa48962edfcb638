"""Whether every number that was dealt is what the layout of that moment makes of its counter's next value and its day."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from counterfoil.lifecycle.orders.numbers import DEFAULT_PATTERN, contractor_code, period, rendered

from .finding import Finding, found_in, rows

AT_ONCE = timedelta(seconds=30)
"""A layout that was set this shortly before may not have been seen yet by who issued."""

_LAYOUTS = """
SELECT e.recorded_at, c.plain->'pattern'->>1 FROM trail_change c
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.verb = 'layout.set'
WHERE c.company_id = %s AND c.relation = 'orders_layout' AND c.op = 'I' ORDER BY c.seq
"""
_DEALT = """
SELECT o.id, o.number, o.contractor_code, o.origin, o.issued_on, o.contractor_id, p.code, e.recorded_at
FROM trail_change c
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.outcome = 'done'
JOIN orders_order o ON o.company_id = c.company_id AND o.id = c.row_id
JOIN parties_contractor p ON p.company_id = o.company_id AND p.id = o.contractor_id
WHERE c.company_id = %s AND c.relation = 'orders_order' AND c.plain->'contractor_code'->>1 IS NOT NULL
ORDER BY e.recorded_at, c.seq
"""
_DAYS = """
SELECT o.id, COALESCE(o.number, o.title), o.issued_at, o.issued_on, e.at FROM orders_order o
JOIN trail_change c ON c.company_id = o.company_id AND c.relation = 'orders_order' AND c.row_id = o.id
  AND c.plain ? 'issued_at' AND c.plain->'issued_at'->>1 IS NOT NULL
JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.verb = 'order.issue'
WHERE o.company_id = %(company)s AND o.origin = 'issued' AND (o.issued_at <> e.at
  OR o.issued_on NOT BETWEEN (e.at AT TIME ZONE 'UTC' - interval '12 hours')::date
    AND (e.at AT TIME ZONE 'UTC' + interval '14 hours')::date)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every number and contractor code that its layout, counter and day do not make. Called inside a scope.

    Numbers of one counter are dealt one after the other, under its lock, so the trail's order is the order of its values.
    """
    layouts = rows(_LAYOUTS, company_id)
    counted: Counter[tuple[str, str]] = Counter()
    for order_id, number, code, origin, day, contractor_id, own, moment in rows(_DEALT, company_id):
        counted["contractor", str(contractor_id)] += 1
        should = contractor_code(own, counted["contractor", str(contractor_id)])
        if code != should:
            yield Finding("dealt", str(order_id), f"order {number} has the code {code}, and its counter gives {should}")
        if origin == "issued":
            yield from _number(order_id, number, day, _in_force(layouts, moment), counted)
    sentence = "order {1} was issued at {2} on {3}, and its entry says {4}"
    yield from found_in(company_id, "dealt", sentence, _DAYS)


def _number(
    order_id: UUID, number: str, day: date, patterns: Sequence[str], counted: Counter[tuple[str, str]]
) -> Iterator[Finding]:
    """The number by the newest of the layouts that may have been in force, or by the first of them that gives it."""
    made = [(rendered(one, day, counted["order", period(one, day)] + 1), period(one, day)) for one in patterns]
    should, counter = next((one for one in made if one[0] == number), made[0])
    counted["order", counter] += 1
    if should != number:
        sentence = f"order {number} of {day} has a number that its layout and counter do not give: {should}"
        yield Finding("dealt", str(order_id), sentence)


def _in_force(layouts: Sequence[tuple[Any, ...]], moment: datetime) -> list[str]:
    """The layout of that moment, and those before it that may still have been read."""
    moments = [one[0] for one in layouts]
    newest = bisect_right(moments, moment)
    oldest = bisect_right(moments, moment - AT_ONCE)
    patterns = [DEFAULT_PATTERN, *(one[1] for one in layouts)]
    return patterns[oldest : newest + 1][::-1]
