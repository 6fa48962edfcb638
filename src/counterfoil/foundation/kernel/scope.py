"""The company and the entry that a transaction works under. Nothing else may call set_config.

Every setting is local to its transaction: a session setting would leak through the connection pool.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

_SET = "SELECT set_config('app.company', %s, true), set_config('app.entry', %s, true)"
_SET_AND_LOCK = _SET + ", pg_advisory_xact_lock(hashtextextended(%s, 0))"


@contextmanager
def reading(company_id: UUID) -> Iterator[None]:
    """A transaction that sees one company. Querysets must be read before it ends."""
    with _within(str(company_id), "", ""):
        yield


@contextmanager
def bookkeeping(company_id: UUID) -> Iterator[None]:
    """A transaction for what is no verb and has no entry, such as how far a follower has read."""
    with _within(str(company_id), "", ""):
        yield


@contextmanager
def snapshot(company_id: UUID) -> Iterator[None]:
    """A transaction in which every question is answered from one and the same moment."""
    with transaction.atomic(durable=True):
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        _set(str(company_id), "", "")
        yield
    if connection.in_atomic_block:
        _set("", "", "")


@contextmanager
def writing(company_id: UUID, entry_id: UUID, lock: str = "") -> Iterator[None]:
    """A transaction that changes one company under one trail entry, after waiting for the named lock, if any."""
    with _within(str(company_id), str(entry_id), lock):
        yield


@contextmanager
def _within(company: str, entry: str, lock: str) -> Iterator[None]:
    with transaction.atomic(durable=True):
        _set(company, entry, lock)
        yield
    if connection.in_atomic_block:
        # Only inside a test's own transaction: a released savepoint's settings outlive it, a COMMIT's do not.
        _set("", "", "")


def _set(company: str, entry: str, lock: str) -> None:
    with connection.cursor() as cursor:
        if lock:
            cursor.execute(_SET_AND_LOCK, [company, entry, lock])
        else:
            cursor.execute(_SET, [company, entry])
