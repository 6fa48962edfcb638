"""The folder that keeps files: company/sha256, written before the row that names them, never altered, and
swept after a day where no row does."""

import errno
import hashlib
import os
import stat
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings


class NotOurs(FileNotFoundError):
    """The file is gone, and in its place stands something else: a folder, a link, a pipe."""


def place(company_id: UUID, sha256: str) -> Path:
    """Where the bytes with this SHA-256 lie for this company."""
    return Path(settings.COUNTERFOIL_DOCUMENTS) / str(company_id) / sha256[:2] / sha256


def keep(company_id: UUID, content: bytes) -> str:
    """Store the bytes, once, and give their SHA-256. Safe to call again and from several processes."""
    digest = hashlib.sha256(content).hexdigest()
    target = place(company_id, digest)
    if not still_there(company_id, digest):
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
    return digest


def still_there(company_id: UUID, sha256: str) -> bool:
    """Whether the bytes lie here; from now on they are young again, and no sweep takes them before a row names them."""
    try:
        os.utime(place(company_id, sha256))
    except FileNotFoundError:
        return False
    except PermissionError:
        # Kept by another user of the system: there, and as old as it is.
        return True
    return True


def discarded(file: Path, before: float) -> int:
    """Remove a file that was last kept before this moment: 1, or 0 where it is kept anew right now."""
    aside = file.with_name(f".gone-{file.name}")
    try:
        os.rename(file, aside)
    except FileNotFoundError:
        # Another worker was first.
        return 0
    if aside.stat().st_mtime >= before:
        os.rename(aside, file)
        return 0
    aside.unlink()
    return 1


def fetch(company_id: UUID, sha256: str) -> bytes:
    """The stored bytes. Raises FileNotFoundError when they are gone, NotOurs where something else is there.

    `verify` reports both, and what can't be read.
    """
    target = place(company_id, sha256)
    inside = Path(settings.COUNTERFOIL_DOCUMENTS).resolve() / str(company_id)
    if target.is_symlink() or not target.resolve().is_relative_to(inside):
        raise NotOurs(errno.ELOOP, "is a link")
    # A pipe would be waited for, and a folder is opened like a file.
    handle = os.open(target, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotOurs(errno.EINVAL, "is something that is no file")
    with os.fdopen(handle, "rb") as file:
        return file.read()


def _write(target: Path, content: bytes) -> None:
    """Write beside the target, flush to the disk, then rename: a reader sees all of it or nothing.

    What could not be written whole is removed: on a full disk, attempts would keep it full.
    """
    handle, name = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o440)
        os.replace(name, target)
    except OSError:
        os.unlink(name)
        raise
