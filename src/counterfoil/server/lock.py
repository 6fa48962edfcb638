"""A lock that lives as long as the process that holds it, whatever way that process ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterfoil.server.account import Account
from counterfoil.server.errors import InUse


@contextmanager
def locked(path: Path, account: Account, *, wait: float) -> Iterator[int]:
    """Hold the lock file `path` within the block and give its descriptor.

    Raises InUse when another process still holds it after `wait` seconds.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        if account.drops:
            os.fchown(descriptor, account.uid, account.gid)
        _take(descriptor, path, time.monotonic() + wait)
        yield descriptor
    finally:
        # Closing gives the lock back; the file stays, since removing it would let two processes lock two files.
        os.close(descriptor)


def _take(descriptor: int, path: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise _in_use(path) from None
            time.sleep(0.05)


def _in_use(path: Path) -> InUse:
    return InUse(
        f"Another process works with this data folder and holds {path}.",
        "Nothing was changed.",
        "Stop the other one first, or set COUNTERFOIL_HOME to a folder of its own for this one.",
    )
