"""One tar file with several folders in it, and the sums that prove it is whole."""

import hashlib
import os
import stat
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from counterfoil.server.errors import BackupRefused

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Part:
    """What a folder in the archive amounts to; `sha256` is taken over every path and every file's own sum."""

    files: int
    size: int
    sha256: str

    def as_json(self) -> dict[str, int | str]:
        """Return it as plain data."""
        return {"files": self.files, "bytes": self.size, "sha256": self.sha256}


class Tally:
    """Counts and sums the entries of one part in the order in which they are written or read."""

    def __init__(self) -> None:
        self._files = self._size = 0
        self._sum = hashlib.sha256()

    def folder(self, name: str) -> None:
        """Take in a folder."""
        self._sum.update(f"folder {name}\n".encode(errors="surrogateescape"))

    def file(self, name: str, size: int, sha256: str) -> None:
        """Take in a file."""
        self._files, self._size = self._files + 1, self._size + size
        self._sum.update(f"{sha256} {size} {name}\n".encode(errors="surrogateescape"))

    def part(self) -> Part:
        """Return the result."""
        return Part(self._files, self._size, self._sum.hexdigest())


class _Summing:
    """A file read through a sum."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.sum = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.sum.update(block)
        return block


def pack(tar: tarfile.TarFile, folder: Path, name: str) -> Part:
    """Write a folder into the archive under a name and return what it amounts to.

    Raises BackupRefused for anything that is neither file nor folder, such as a link.
    """
    tally = Tally()
    for path in sorted(folder.rglob("*")):
        kind, entry = path.lstat(), f"{name}/{path.relative_to(folder).as_posix()}"
        if stat.S_ISDIR(kind.st_mode):
            tar.addfile(_header(entry, tarfile.DIRTYPE, kind))
            tally.folder(entry)
        elif stat.S_ISREG(kind.st_mode):
            _pack_file(tar, path, entry, tally)
        else:
            raise BackupRefused(f"{path} is neither a file nor a folder.", "Nothing was written.", "Move it elsewhere.")
    return tally.part()


def _pack_file(tar: tarfile.TarFile, path: Path, entry: str, tally: Tally) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        # Erased by a retention run since the folder was listed: then it does not belong into the backup.
        return
    with file:
        # The length is taken from the open file, once: what is appended later belongs to the next backup.
        kind = os.fstat(file.fileno())
        header, source = _header(entry, tarfile.REGTYPE, kind), _Summing(file)
        header.size = kind.st_size
        tar.addfile(header, source)
    tally.file(entry, header.size, source.sum.hexdigest())


def _header(entry: str, kind: bytes, found: os.stat_result) -> tarfile.TarInfo:
    header = tarfile.TarInfo(entry)
    header.type, header.mtime = kind, int(found.st_mtime)
    header.mode = 0o700 if kind == tarfile.DIRTYPE else 0o600
    return header


def unpack(tar: tarfile.TarFile, into: Path, names: tuple[str, ...], closing: str) -> dict[str, Part]:
    """Lay the folders `names` of an archive into an empty folder and return what each amounts to.

    Only files and folders below those names are made, each new, none through a link: nothing in an archive can
    point outside. `closing` is the one entry that is read elsewhere. Raises BackupRefused at the first other entry.
    """
    tallies = {name: Tally() for name in names}
    for name in names:
        (into / name).mkdir(mode=0o700)
    for member in tar:
        if member.name != closing:
            first = _checked(member, names).parts[0]
            _lay(tar, member, into, tallies[first])
    return {name: tally.part() for name, tally in tallies.items()}


def _checked(member: tarfile.TarInfo, names: tuple[str, ...]) -> PurePosixPath:
    path = PurePosixPath(member.name)
    plain = not path.is_absolute() and ".." not in path.parts and path.as_posix() == member.name
    if plain and len(path.parts) > 1 and path.parts[0] in names and (member.isreg() or member.isdir()):
        return path
    raise BackupRefused(
        f"The archive holds {member.name!r}, which no backup of ours does (a link, or a path that leads elsewhere).",
        "Nothing was restored.",
        "Do not trust this file; take another backup.",
    )


def _lay(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path, tally: Tally) -> None:
    path = into / member.name
    if member.isdir():
        path.mkdir(mode=0o700)
        tally.folder(member.name)
        return
    source = tar.extractfile(member)
    if source is None:
        raise BackupRefused(f"{member.name!r} can't be read.", "Nothing was restored.", "Take another backup.")
    tally.file(member.name, member.size, _write(source, path))


def _write(source: IO[bytes], path: Path) -> str:
    reader = _Summing(source)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := reader.read(CHUNK):
            file.write(block)
    return reader.sum.hexdigest()
