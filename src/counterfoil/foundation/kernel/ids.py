"""Identifiers: UUIDv7, made here and not in the database, so that a row knows its id before it is written."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new identifier. Later ones sort after earlier ones, which keeps indexes dense."""
    return uuid7()
