"""Where things live: the home folder, and the short folder of the server's socket."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from counterfoil.server.errors import UnsafeFolder

ROOT_HOME = Path("/var/lib/counterfoil")
PORT = 5432
# sun_path holds 108 bytes on Linux, one of them the closing NUL.
SOCKET_PATH_LIMIT = 107


@dataclass(frozen=True)
class Home:
    """The one folder that holds everything of an installation."""

    path: Path

    @property
    def database(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.path / "database"

    @property
    def documents(self) -> Path:
        """The folder of the stored documents."""
        return self.path / "documents"


def home(environ: Mapping[str, str] = os.environ) -> Home:
    """Return the home: COUNTERFOIL_HOME, else /var/lib/counterfoil as root, else the user's data folder."""
    if given := environ.get("COUNTERFOIL_HOME"):
        return Home(Path(given).absolute())
    if os.geteuid() == 0:
        return Home(ROOT_HOME)
    shared = environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Home(Path(shared) / "counterfoil")


def socket_folder(data_dir: Path, uid: int, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the short folder of the socket, the same for every process that names the same data folder.

    It never hangs on the session (no XDG_RUNTIME_DIR), so that a backup started by cron finds the server.
    COUNTERFOIL_RUNTIME moves it out of /tmp. Raises UnsafeFolder when the path is too long for a socket.
    """
    name = hashlib.sha256(f"{uid}:{data_dir}".encode()).hexdigest()[:12]
    folder = Path(environ.get("COUNTERFOIL_RUNTIME") or "/tmp") / f"cf-{name}"
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}.lock")) > SOCKET_PATH_LIMIT:
        raise UnsafeFolder(
            f"The socket folder {folder} is too long for a unix socket.",
            "Nothing was changed.",
            "Set COUNTERFOIL_RUNTIME to a shorter folder.",
        )
    return folder
