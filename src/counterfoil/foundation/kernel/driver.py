"""Statements as they are, handed to PostgreSQL's driver and prepared there by name.

Django's cursor is for statements that are made up at each call: it costs as much again as the driver does. What listens to a
connection's statements (a test that counts them) hears these too.
"""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def asked(sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that a statement answers. Raises Django's errors, as every statement does."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.wrap_database_errors:
        rows: list[tuple[Any, ...]] = _sent(database, sql, given).fetchall()
    return rows


def done(sql: str, given: Sequence[Any]) -> int:
    """How many rows a statement wrote. Raises Django's errors."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.wrap_database_errors:
        written: int = _sent(database, sql, given).rowcount
    return written


def _sent(database: Any, sql: str, given: Sequence[Any]) -> Any:
    """The driver's cursor after the statement. The checks are those that Django's cursor makes."""
    if database.execute_wrappers or database.queries_logged:
        listened = database.cursor()
        listened.execute(sql, given)
        return listened
    database.ensure_connection()
    database.validate_thread_sharing()
    database.validate_no_broken_transaction()
    return database.connection.cursor().execute(sql, given, prepare=True)
