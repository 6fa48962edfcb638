"""Attacks in raw SQL, and what stops them: each guard is met by name, taken away, and the attack tried again.

Everything happens in one transaction of a superuser that is rolled back; the attack itself runs as `app`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from .scene import Names

SUCCEEDS = "nothing"
_ENTRY = "01900000-0000-7000-8000-000000000000"

_DENIALS = (
    (r"permission denied for (?:table|function|schema) (\w+)", r"grant on \1"),
    (r"permission denied to create temporary tables in database", "grant on database"),
    (r"permission denied to set role \"(\w+)\"", r"membership of \1"),
    (r"permission denied to set parameter \"(\w+)\"", r"parameter \1"),
    (r"must be owner of (?:table|relation|function|view) (\w+)", r"ownership of \1"),
    (r"row-level security policy for table \"(\w+)\"", r"wall of \1"),
    (r"no company is set", "no row"),
    (r"privileges of the \"(\w+)\" role", r"membership of \1"),
)


@dataclass(frozen=True)
class Attack:
    """What is tried, and by what it is stopped, guard behind guard, until it succeeds.

    A stop reads `trigger NAME`, `check NAME`, `key NAME`, `unique NAME`, `grant RIGHT ON THING`, `wall of TABLE`,
    `ownership of TABLE`, `membership of ROLE` or `parameter NAME`. `says` is the sentence of the first one, where a guard
    has several. Without any stop it is the nearest lawful step, and goes through.
    """

    name: str
    sql: str
    stops: tuple[str, ...]
    says: str = ""


class Siege:
    """One superuser's transaction, in which `app` attacks company A."""

    def __init__(self, connection: psycopg.Connection[Any], names: Names) -> None:
        self.cursor = psycopg.ClientCursor(connection)
        self.names = names
        self.database = connection.info.dbname
        self.said = ""
        self.triggers = {row[0] for row in self.cursor.execute("SELECT tgname FROM pg_trigger").fetchall()}

    def attempt(self, sql: str) -> str:
        """Try it as the runtime role within A's scope. What stopped it, or SUCCEEDS; nothing of it stays."""
        with self._undone():
            try:
                return SUCCEEDS if self.run(sql) else "no row"
            except psycopg.Error as error:
                return self._name(error)

    def run(self, sql: str) -> int:
        """Run it as the runtime role within A's scope. How many rows the last statement touched."""
        self.cursor.execute("SET LOCAL SESSION AUTHORIZATION app")
        scope = "SELECT set_config('app.company', %s, true), set_config('app.entry', %s, true)"
        self.cursor.execute(scope, [str(self.names["company"]), _ENTRY])
        self.cursor.execute(sql, self.names)
        while self.cursor.nextset():
            pass
        return 1 if self.cursor.rowcount < 0 else self.cursor.rowcount

    def remove(self, stop: str) -> None:
        """Take one guard away, as the owner could."""
        kind, _, what = stop.partition(" ")
        if kind == "trigger":
            self.cursor.execute(f"DROP TRIGGER {what} ON {self._table_of_trigger(what)}")
        elif kind in ("check", "key", "unique"):
            self.cursor.execute(self._without_constraint(what))
        elif kind == "grant":
            database = f' "{self.database}"' if what.endswith(" DATABASE") else ""
            self.cursor.execute(f"GRANT {what}{database} TO app")
        else:
            thing = stop.rpartition(" ")[2]
            self.cursor.execute(_REMOVALS[kind].format(thing))

    @contextmanager
    def _undone(self) -> Iterator[None]:
        self.cursor.execute("SAVEPOINT attempt")
        yield
        self.cursor.execute("ROLLBACK TO SAVEPOINT attempt")

    def _name(self, error: psycopg.Error) -> str:
        self.said = error.diag.message_primary or ""
        name = error.diag.constraint_name
        if error.sqlstate == "23514":
            return f"{'trigger' if name in self.triggers else 'check'} {name}"
        if error.sqlstate in ("23503", "23505"):
            return f"{'key' if error.sqlstate == '23503' else 'unique'} {name}"
        for pattern, words in _DENIALS:
            if error.sqlstate == "42501" and (found := re.search(pattern, str(error))):
                return found.expand(words)
        return f"{error.sqlstate} {error}"

    def _table_of_trigger(self, name: str) -> str:
        self.cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [name])
        return str(self.cursor.fetchall()[0][0])

    def _without_constraint(self, name: str) -> str:
        """A conditional unique one is an index and no constraint."""
        self.cursor.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname = %s", [name])
        found = self.cursor.fetchone()
        return f"ALTER TABLE {found[0]} DROP CONSTRAINT {name} CASCADE" if found else f"DROP INDEX {name}"


_REMOVALS = {
    "wall": "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ownership": "ALTER TABLE {} OWNER TO app",
    "membership": "GRANT {} TO app",
    "parameter": "GRANT SET ON PARAMETER {} TO app",
}


def is_met(stop: str, met: str) -> bool:
    """Whether what stopped the attack is the guard that was expected. A wall also stops by showing no row."""
    if stop.startswith("grant "):
        thing = stop.rpartition(" ON ")[2].removesuffix("()").lower()
        return met == f"grant on {thing.rpartition(' ')[2]}"
    return met == stop or (stop.startswith("wall ") and met == "no row")
