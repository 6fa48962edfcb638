"""The operating-system user that PostgreSQL runs as, because it refuses to run as root."""

import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from counterfoil.server.errors import UnsafeFolder

# A user of our own first, then the one Debian's packages make, then the one that every system has.
CANDIDATES = ("counterfoil", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user with a passwd entry (PostgreSQL asks for one); `drops` says that we are root and step down to it."""

    name: str
    uid: int
    gid: int
    drops: bool

    def answer(self, argv: list[str], text: str = "") -> tuple[int, str]:
        """Run a program as this user with `text` as its input; return its exit code and everything it said.

        It runs away from our terminal and without the caller's PG* settings. What it says goes to a file without
        a name: a server that outlives pg_ctl would keep a pipe open for ever.
        Raises PermissionError when this user may not run the program.
        """
        with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as said:
            question.write(text.encode())
            question.seek(0)
            code = subprocess.run(
                argv, cwd="/", env=clean_environment(), start_new_session=True, check=False,
                stdin=question, stdout=said, stderr=subprocess.STDOUT,
                user=self.uid if self.drops else None,
                group=self.gid if self.drops else None,
                extra_groups=[] if self.drops else None,
            ).returncode  # fmt: skip
            said.seek(0)
            return code, said.read().decode(errors="replace").strip()

    def can_enter(self, folder: Path) -> bool:
        """Say whether this user can reach and enter a folder, by trying it."""
        return self.answer(["/bin/sh", "-c", 'cd -- "$0"', str(folder)])[0] == 0

    def make_passable(self, folder: Path) -> None:
        """Make a folder of ours, with its parents, that this user can pass through but not list."""
        if not folder.is_dir():
            folder.mkdir(parents=True)
            # Not left to the umask, which for root is often so strict that the lesser user is shut out.
            folder.chmod(0o711 if self.drops else 0o700)

    def own_folder(self, folder: Path) -> None:
        """Make a folder that only this user can enter; nothing happens when it is there."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self.give(folder)

    def give(self, path: Path) -> None:
        """Hand a path that we made to this user (only root can, and only root needs to)."""
        if self.drops:
            os.lchown(path, self.uid, self.gid)

    def write(self, path: Path, text: str) -> None:
        """Write a file for this user, whole or not at all.

        The folder may belong to the lesser user, who could lay a symbolic link there for root to follow;
        a file that is made new (O_EXCL) and then renamed follows none.
        """
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        self.give(fresh)
        fresh.rename(path)


def clean_environment() -> dict[str, str]:
    """Return our environment without the PG* settings that would steer PostgreSQL's programs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def account_for(data_dir: Path) -> Account:
    """Return the user to run PostgreSQL as: the owner of the data, so that a later choice never locks it out.

    Raises UnsafeFolder when the data belongs to root or to another ordinary user, or the user has no passwd entry.
    """
    owner = data_dir.stat().st_uid if data_dir.is_dir() and any(data_dir.iterdir()) else None
    if os.geteuid() == 0:
        return _lesser_user(data_dir, owner)
    if owner not in (None, os.geteuid()):
        raise _belongs_to_another(data_dir, owner)
    return _entry(os.geteuid(), drops=False)


def _lesser_user(data_dir: Path, owner: int | None) -> Account:
    if owner == 0:
        raise _belongs_to_another(data_dir, owner)
    return _entry(owner, drops=True) if owner is not None else _first_candidate()


def _first_candidate() -> Account:
    for name in CANDIDATES:
        try:
            return _entry(pwd.getpwnam(name).pw_uid, drops=True)
        except KeyError:
            continue
    raise UnsafeFolder(
        "PostgreSQL refuses to run as root, and this system has none of the users " + ", ".join(CANDIDATES) + ".",
        "Nothing was changed.",
        "Make one: useradd --system counterfoil.",
    )


def _entry(uid: int, *, drops: bool) -> Account:
    try:
        found = pwd.getpwuid(uid)
    except KeyError:
        raise UnsafeFolder(
            f"The user with the id {uid} has no entry in /etc/passwd, which PostgreSQL asks for.",
            "Nothing was changed.",
            "Add an entry for it, or run as a user that has one.",
        ) from None
    return Account(found.pw_name, found.pw_uid, found.pw_gid, drops)


def _belongs_to_another(data_dir: Path, owner: int | None) -> UnsafeFolder:
    return UnsafeFolder(
        f"The data folder {data_dir} belongs to the user with the id {owner}, not to the one who would run it.",
        "Nothing was changed.",
        "Run as its owner (or as root when its owner is an ordinary user), or set COUNTERFOIL_HOME.",
    )
