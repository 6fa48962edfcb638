"""What migrations do when numbers are compared in another way: each stored number is made anew, on the trail, and nothing fails.

Guards that freeze a number are off for these statements alone; the trail is not. Where two would become one, the older keeps
the number, the younger is marked apart from it, and both are named in the entry's reason and in the log.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id

log = logging.getLogger(__name__)

APART = "~"
"""What marks the younger of two numbers that are one now; no number that is compared has it."""

_VERB = "number.recompute"
ENTER = """
INSERT INTO trail_entry (id, company_id, member_id, verb, outcome, subject, subject_id, at, door, key, request_digest, reason)
SELECT %s, %s, id, %s, 'done', 'company', company_id, now(), 'migration', '', '', %s FROM companies_member
WHERE company_id = %s AND user_id IS NULL ORDER BY id LIMIT 1
"""
"""The entry of a migration, by the company's own member."""


@dataclass(frozen=True)
class Renumbered:
    """One row with what its columns shall hold, and what no other row may have together with its number."""

    id: UUID
    company_id: UUID
    number: str
    becomes: Mapping[str, str]
    once: tuple[Any, ...] = ()


def renumber(cursor: Any, table: str, trail: str, rows: Sequence[Renumbered]) -> list[str]:
    """Write what has changed, the oldest first, with one entry for each company. Returns the pairs that collided, in words."""
    if not rows:
        return []
    pairs: list[str] = []
    with unguarded(cursor, table, trail):
        for company_id in dict.fromkeys(row.company_id for row in rows):
            pairs += _company(cursor, table, company_id, [row for row in rows if row.company_id == company_id])
    return pairs


@contextmanager
def unguarded(cursor: Any, table: str, trail: str) -> Iterator[None]:
    """Let a migration write what guards keep: every trigger of the table is off but its trail."""
    cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER "{trail}"')
    yield
    scope.migrating(cursor, "", "")
    cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _company(cursor: Any, table: str, company_id: UUID, rows: Sequence[Renumbered]) -> list[str]:
    entry = new_id()
    scope.migrating(cursor, str(company_id), str(entry))
    pairs, changed_rows = [], 0
    for row, number, first in _apart(rows):
        if first:
            pairs.append(f"{first} and {row.number}")
        becomes = {**row.becomes, "number_normal": number}
        columns = ", ".join(f'"{name}" = %s' for name in becomes)
        changed = " OR ".join(f'"{name}" IS DISTINCT FROM %s' for name in becomes)
        values = list(becomes.values())
        sql = f'UPDATE "{table}" SET {columns} WHERE company_id = %s AND id = %s AND ({changed})'
        cursor.execute(sql, [*values, company_id, row.id, *values])
        changed_rows += cursor.rowcount
    if not changed_rows:
        return []
    reason = "Numbers are compared in another way." + (f" Compared as one now: {'; '.join(pairs)}." if pairs else "")
    cursor.execute(ENTER, [entry, company_id, _VERB, reason, company_id])
    for pair in pairs:
        log.warning("company %s, %s: %s are compared as one now; the younger is marked apart", company_id, table, pair)
    return pairs


def _apart(rows: Sequence[Renumbered]) -> Iterator[tuple[Renumbered, str, str]]:
    """Each row with its number, marked where an older one has it already, and that one's number."""
    had: dict[tuple[Any, ...], str] = {}
    for row in rows:
        wanted = number = row.becomes["number_normal"]
        while row.once and (*row.once, number) in had:
            number += APART
        first = had.get((*row.once, wanted), "") if number != wanted else ""
        had[(*row.once, number)] = row.number
        yield row, number, first
