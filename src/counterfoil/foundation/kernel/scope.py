"""The company and the entry that a transaction works under. Nothing else may call set_config.

Every setting is local to its transaction: a session setting would leak through the connection pool.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from . import driver

_SET = "SELECT set_config('app.company', %s, true), set_config('app.entry', %s, true)"
_SET_AND_ASK = """
SELECT found.* FROM (SELECT set_config('app.company', %s, true) AS company, set_config('app.entry', %s, true) AS entry) AS set
LEFT JOIN LATERAL {question} AS found ON true
"""
"""The question takes `set.company`, so that it is asked once the company is set, and in the same round trip."""


_open: ContextVar[str] = ContextVar("open", default="")
"""The company whose transaction is open."""


@contextmanager
def reading(company_id: UUID) -> Iterator[None]:
    """A transaction that sees one company. Querysets must be read before it ends."""
    with _within(str(company_id), ""):
        yield


@contextmanager
def reading_within(company_id: UUID) -> Iterator[None]:
    """The same, in the transaction that is open already for this company, or in one of its own where none is."""
    if _open.get() == str(company_id):
        yield
    else:
        with reading(company_id):
            yield


@contextmanager
def bookkeeping(company_id: UUID) -> Iterator[None]:
    """A transaction for what is no verb and has no entry, such as how far a follower has read."""
    with _within(str(company_id), ""):
        yield


@contextmanager
def snapshot(company_id: UUID) -> Iterator[None]:
    """A transaction in which every question is answered from one and the same moment. It only reads."""
    with transaction.atomic(durable=True):
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _set(str(company_id), "")
        yield
    if connection.in_atomic_block:
        _set("", "")


@contextmanager
def writing(company_id: UUID, entry_id: UUID, question: str = "", asked: Sequence[Any] = ()) -> Iterator[Any]:
    """A transaction that changes one company under one trail entry. Gives what the question answers, if one is asked.

    The question is a function of the database that takes `set.company` first.
    """
    with _within(str(company_id), str(entry_id), question, asked) as found:
        yield found


def migrating(cursor: Any, company: str, entry: str) -> None:
    """Set both in a migration, which is one transaction for every company; with empty texts nobody's again."""
    cursor.execute(_SET, [company, entry])


@contextmanager
def _within(company: str, entry: str, question: str = "", asked: Sequence[Any] = ()) -> Iterator[Any]:
    with transaction.atomic(durable=True):
        before = _open.set(company)
        try:
            yield _set(company, entry, question, asked)
        finally:
            _open.reset(before)
    if connection.in_atomic_block:
        # Only inside a test's own transaction: a released savepoint's settings outlive it, a COMMIT's do not.
        _set("", "")


def _set(company: str, entry: str, question: str = "", asked: Sequence[Any] = ()) -> Any:
    sql = _SET_AND_ASK.format(question=question) if question else _SET
    found = driver.asked(sql, [company, entry, *asked])
    return found[0] if question else None
