"""What somebody does behind the program's back, and which checks notice."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg

from counterfoil.insight.verify.books import verify

Behind = Callable[..., None]
OFF = "ALTER TABLE {0} DISABLE TRIGGER USER; {1}; SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {0} ENABLE TRIGGER USER"
"""A statement on a table whose guards are switched off for it."""


def kinds(company_id: UUID) -> set[str]:
    """Which checks found something."""
    return {finding.check for finding in verify(company_id).findings}


def sentences(company_id: UUID) -> list[str]:
    """What the checks say, but for what says only that a row is not as its changes tell."""
    findings = verify(company_id).findings
    return sorted(f"{one.check}: {one.sentence}" for one in findings if one.check != "row not as trailed")


@contextmanager
def tampered(owner: psycopg.Connection[Any], table: str, sql: str, loose: Sequence[str] = ()) -> Iterator[None]:
    """A table as it is after a statement with its guards off, and without the CHECKs that are named; then as before."""
    checks = {name: _definition(owner, name) for name in loose}
    columns = [
        row[0]
        for row in owner.execute(
            "SELECT attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped"
            " AND attgenerated = '' AND attrelid = %s::regclass",
            [table],
        )
    ]
    kept = ", ".join(f'"{name}"' for name in columns)
    owner.execute(f"CREATE TEMP TABLE kept AS TABLE {table}")
    for name in checks:
        owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    owner.execute(OFF.format(table, sql))
    try:
        yield
    finally:
        again = f"UPDATE {table} t SET ({kept}) = (SELECT {kept} FROM kept k WHERE k.id = t.id)"
        missing = f"SELECT {kept} FROM kept WHERE id NOT IN (SELECT id FROM {table})"
        added = f"INSERT INTO {table} ({kept}) OVERRIDING SYSTEM VALUE {missing}"
        gone = f"DELETE FROM {table} WHERE id NOT IN (SELECT id FROM kept)"
        owner.execute(OFF.format(table, f"{gone}; {again}; {added}"))
        for name, definition in checks.items():
            owner.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        owner.execute("DROP TABLE kept")


def _definition(owner: psycopg.Connection[Any], name: str) -> str:
    [(definition,)] = owner.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name])
    return str(definition)
