"""What is nobody's request's fault and passes: the database is away, or the disk is full."""

import errno
import logging
from typing import Any

from django.db import InterfaceError, InternalError, OperationalError, connection

AGAIN_AFTER = 5
"""Seconds after which to ask again: `serve` looks after its database as often."""
_NOT_WRITTEN = ("could not extend file", "could not write")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_log = logging.getLogger(__name__)


def is_outage(error: Exception) -> bool:
    """Whether the same may well succeed later. Whether it was done is not known: a COMMIT may have been on its way."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error, OperationalError | InterfaceError) or _may_not_write(error)


def _may_not_write(error: Exception) -> bool:
    """A file of the database that may not grow: PostgreSQL knows no code for that, and calls it internal."""
    return isinstance(error, InternalError) and str(error).startswith(_NOT_WRITTEN)


def pass_over(error: Exception, doing: str) -> None:
    """Log an outage in one line, and have the pool make its idle connections anew.

    Those of a server that hung up are known by that (config.postgresql). Where one has vanished without a word each of them
    would fail one more request.
    """
    _log.error("%s met an outage: %s", doing, str(error).strip())
    pool: Any = getattr(connection, "pool", None)
    if pool is not None and isinstance(error, OperationalError | InterfaceError):
        pool.drain()
