"""A backup of everything in one file: the database as it runs, then the documents; and the way back."""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from counterfoil.server.account import Account, account_for, clean_environment
from counterfoil.server.archive import Part, pack, unpack
from counterfoil.server.binaries import Binaries, find_binaries
from counterfoil.server.cluster import SUPERUSER, Cluster
from counterfoil.server.errors import BackupRefused
from counterfoil.server.places import Home
from counterfoil.server.signals import handled_by, raise_interrupt

PRODUCT = "counterfoil"
FORMAT = 1
DATABASE, DOCUMENTS, MANIFEST = "database", "documents", "manifest.json"
PARTS = (DATABASE, DOCUMENTS)
LARGEST_MANIFEST = 64 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    major: int
    created: str
    parts: dict[str, Part]

    def as_json(self) -> str:
        """Return the text that is written as the archive's last entry."""
        parts = {name: part.as_json() for name, part in self.parts.items()}
        head = {"product": PRODUCT, "format": self.format, "postgresql": self.major, "created": self.created}
        return json.dumps(head | {"parts": parts}, indent=2) + "\n"


def backup(cluster: Cluster, documents_dir: Path, target_file: Path, *, at: datetime) -> Manifest:
    """Write the running database and the documents into one new file and return its manifest.

    The database goes first, so that every document it names is already there when the documents follow.
    The file appears whole or not at all, readable by its owner only. Raises BackupRefused when the target exists,
    the server does not run, there is no documents folder, PostgreSQL cannot copy or verify its files, or a document
    is no plain file.
    """
    _refuse_existing(target_file)
    _refuse_unless(cluster.running, "The server does not run.", "Nothing was written.", "Start it first.")
    _refuse_unless(
        documents_dir.is_dir(),
        f"The documents folder {documents_dir} is not there.", "Nothing was written.", "Name the right one.",
    )  # fmt: skip
    with _workspace(target_file.absolute().parent) as workspace:
        database = workspace / DATABASE
        _copy_database(cluster, database)
        _verify_database(cluster.binaries, database)
        unfinished = workspace / "backup.tar"
        manifest = _write_archive(unfinished, database, documents_dir, cluster.binaries.major, at)
        _refuse_existing(target_file)
        unfinished.rename(target_file)
    _sync_folder(target_file.absolute().parent)
    return manifest


def restore(file: Path, into: Home, *, binaries: Binaries | None = None) -> Manifest:
    """Lay a backup into an empty home and return its manifest; the server is not started.

    Raises BackupRefused when the home holds a database or documents, or lies where the server's user can't reach it, and
    when the file is no whole backup of ours, was altered or was made by another major version of PostgreSQL. The home
    then is as it was.
    """
    for folder in (into.database, into.documents):
        _refuse_unless(
            not folder.is_dir() or not any(folder.iterdir()),
            f"{folder} is not empty.", "Nothing was restored.", "Restore into a new home: set COUNTERFOIL_HOME.",
        )  # fmt: skip
    account = account_for(into.database)
    _refuse_closed(into.path, account)
    programs = binaries or find_binaries(account)
    account.make_passable(into.path)
    with _workspace(into.path) as workspace, _opened(file) as tar:
        manifest = _read_manifest(tar)
        _refuse_other_major(manifest, programs)
        found = unpack(tar, workspace, PARTS, closing=MANIFEST)
        _refuse_unless(found == manifest.parts, f"{file} is not what was written: its sums differ.",
                       "Nothing was restored.", "Take another backup.")  # fmt: skip
        _verify_database(programs, workspace / DATABASE)
        for path in (workspace / DATABASE, *(workspace / DATABASE).rglob("*")):
            account.give(path)
        # The database last: only with it does the home count as filled.
        (workspace / DOCUMENTS).rename(into.documents)
        (workspace / DATABASE).rename(into.database)
    os.sync()
    return manifest


def read_manifest(file: Path) -> Manifest:
    """Return what a backup says of itself, without unpacking it. Raises BackupRefused when it is none."""
    with _opened(file) as tar:
        return _read_manifest(tar)


def _copy_database(cluster: Cluster, target: Path) -> None:
    _run(
        "copy the database", cluster.binaries.program("pg_basebackup"), "-d", cluster.url(SUPERUSER, "postgres"),
        "-D", str(target), "-F", "plain", "-X", "stream", "-c", "fast", "--no-sync", "--manifest-checksums=SHA256",
    )  # fmt: skip


def _verify_database(binaries: Binaries, folder: Path) -> None:
    _run("verify the copied database", binaries.program("pg_verifybackup"), "-q", str(folder))


def _run(what: str, *argv: str) -> None:
    done = subprocess.run(argv, cwd="/", env=clean_environment(), capture_output=True, text=True, check=False)
    said = (done.stderr or done.stdout).strip()
    _refuse_unless(done.returncode == 0, f"PostgreSQL could not {what}: {said}.", "Nothing was kept.", "See the log.")


def _write_archive(file: Path, database: Path, documents: Path, major: int, at: datetime) -> Manifest:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream, tarfile.open(fileobj=stream, mode="w") as tar:
        parts = {DATABASE: pack(tar, database, DATABASE), DOCUMENTS: pack(tar, documents, DOCUMENTS)}
        manifest = Manifest(FORMAT, major, at.isoformat(), parts)
        text = manifest.as_json().encode()
        # Last, because the sums are known only then.
        header = tarfile.TarInfo(MANIFEST)
        header.size, header.mtime = len(text), int(at.timestamp())
        tar.addfile(header, BytesIO(text))
        tar.close()
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError, FileNotFoundError, IsADirectoryError, FileExistsError) as error:
        raise BackupRefused(
            f"{file} is no whole backup: {error}.", "Nothing was restored.", "Take another backup."
        ) from error


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    found = [member for member in tar.getmembers() if member.name == MANIFEST]
    plain = len(found) == 1 and found[0].isreg() and found[0].size <= LARGEST_MANIFEST
    stream = tar.extractfile(found[0]) if plain else None
    try:
        said = json.load(stream) if stream else {}
        parts = {name: Part(part["files"], part["bytes"], part["sha256"]) for name, part in said["parts"].items()}
        manifest = Manifest(said["format"], said["postgresql"], said["created"], parts)
    except (ValueError, KeyError, TypeError, AttributeError):
        said, manifest = {}, Manifest(0, 0, "", {})
    _refuse_unless(
        said.get("product") == PRODUCT and manifest.format == FORMAT,
        f"The file carries no manifest of a {PRODUCT} backup of format {FORMAT}.",
        "Nothing was restored.", "Name a file that counterfoil db backup wrote, or use the version that wrote it.",
    )  # fmt: skip
    return manifest


def _refuse_other_major(manifest: Manifest, binaries: Binaries) -> None:
    _refuse_unless(
        manifest.major == binaries.major,
        f"The backup holds PostgreSQL {manifest.major}, but the programs ({binaries.source}) are {binaries.major}.",
        "Nothing was restored.", f"Set COUNTERFOIL_PG_BIN to the programs of PostgreSQL {manifest.major}.",
    )  # fmt: skip


def _refuse_existing(target: Path) -> None:
    _refuse_unless(not target.exists(), f"{target} exists.", "It was not touched.", "Choose another name.")


def _refuse_closed(home: Path, account: Account) -> None:
    """The home, or the folder it would be made in, must let the lesser user through that root steps down to."""
    nearest = next(folder for folder in (home, *home.parents) if folder.is_dir())
    _refuse_unless(
        account.can_enter(nearest),
        f"The server will run as {account.name}, who cannot enter {nearest}.",
        "Nothing was restored.",
        f"Open the way with chmod 711 {nearest} (and its parents), or set COUNTERFOIL_HOME to a folder that is open, "
        "for root /var/lib/counterfoil.",
    )


def _refuse_unless(fine: bool, what: str, unchanged: str, remedy: str) -> None:
    if not fine:
        raise BackupRefused(what, unchanged, remedy)


@contextmanager
def _workspace(parent: Path) -> Iterator[Path]:
    """Give a folder beside the goal, so that a rename brings the result there, and remove what is left of it."""
    with handled_by(raise_interrupt):
        folder = Path(tempfile.mkdtemp(dir=parent, prefix=".counterfoil-"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
