"""What a server that was killed leaves behind, and how to tell it from one that lives."""

import time
from pathlib import Path

from counterfoil.server.errors import InUse
from counterfoil.server.places import PORT

PROC = Path("/proc")
PATIENCE = 15.0


def clear_leftovers(data_dir: Path, socket_dir: Path) -> None:
    """Remove the pid file, and the socket with its lock, of a server that is gone.

    Call it only under the lock and when nothing answers on the socket. PostgreSQL itself refuses to start when the
    pid in one of these files belongs to any living process: after a reboot, or in a container, often a foreign one;
    or the dead server itself, while nobody collects it. So no pid is believed: the files go when no PostgreSQL
    process stands in the data folder any more. The children of a killed server need a moment to notice, hence the
    patience. Raises InUse when one stays.
    """
    socket = socket_dir / f".s.PGSQL.{PORT}"
    stale = [data_dir / "postmaster.pid", socket, socket.with_name(socket.name + ".lock")]
    # Where the system shows no processes, PostgreSQL's own, stricter look at the pid has to do.
    if not PROC.is_dir() or not any(file.exists() for file in stale):
        return
    until = time.monotonic() + PATIENCE
    while server_processes(data_dir):
        if time.monotonic() > until:
            raise _still_there(data_dir)
        time.sleep(0.05)
    for file in stale:
        file.unlink(missing_ok=True)


def server_processes(data_dir: Path) -> list[int]:
    """Return the ids of the PostgreSQL processes that stand in this data folder."""
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _stands_in(entry, data_dir)]


def _stands_in(process: Path, data_dir: Path) -> bool:
    try:
        name = (process / "comm").read_text().strip()
        return name == "postgres" and (process / "cwd").readlink() == data_dir
    except OSError:
        # Gone in the meantime, or another user's: then it is not a server of this folder, which is ours.
        return False


def _still_there(data_dir: Path) -> InUse:
    found = ", ".join(str(pid) for pid in server_processes(data_dir))
    return InUse(
        f"PostgreSQL processes ({found}) work in {data_dir}, but nothing answers on their socket.",
        "Nothing was changed.",
        "Let them end, or end them, then start again.",
    )
