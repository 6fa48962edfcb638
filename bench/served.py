"""The product as `counterfoil serve` runs it, in a home of its own that is gone afterwards: the one server of a bench.

The cluster is the durable one: fsync, synchronous_commit and full_page_writes are on, and asked for before anything is
measured. Web processes, threads and the worker are what `serve` starts when nobody says otherwise.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from counterfoil.server.cluster import Cluster
from counterfoil.server.places import Home

PATIENCE = 300.0
RATE = "1000000000/m"
"""Every request is counted against its key's rate, as always; none is turned away for being one of many."""
_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True)
class Served:
    """A running product: where it answers, its cluster, and its two processes that matter."""

    port: int
    home: Path
    cluster: Cluster
    pid: int
    host: str = "127.0.0.1"

    @property
    def postmaster(self) -> int:
        """The process that all of PostgreSQL's others are children of."""
        return int((self.cluster.data_dir / "postmaster.pid").read_text().split()[0])


@contextmanager
def served() -> Iterator[Served]:
    """Serve until the block ends. The environment of this process names the same home and database from then on."""
    folder = Path(tempfile.mkdtemp(prefix="cf-bench-"))
    folder.chmod(0o711)  # the database's own user passes through
    home = Home(folder / "home")
    os.environ |= {"COUNTERFOIL_HOME": str(home.path), "COUNTERFOIL_API_RATE": RATE}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "COUNTERFOIL_SECRET_KEY", "COUNTERFOIL_DOCUMENTS"):
        os.environ.pop(name, None)
    port, program = _free_port(), Path(sys.executable).with_name("counterfoil")
    with (folder / "serve.log").open("wb") as log:
        argv = [str(program), "serve", "--port", str(port)]
        server = subprocess.Popen(argv, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(port, server, folder / "serve.log")
        running = Served(port, home.path, Cluster(home.database), server.pid)
        _refuse_careless(running)
        yield running
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def settings(running: Served) -> dict[str, str]:
    """What the server says of itself: version and durability."""
    with psycopg.connect(running.cluster.url("app")) as connection:
        names = ("server_version", *_DURABLE, "shared_buffers")
        return {name: str(connection.execute(f"SHOW {name}").fetchone()[0]) for name in names}  # type: ignore[index]


def analyze(running: Served) -> None:
    """Bring the planner's statistics up to date, as autovacuum does within a minute."""
    with psycopg.connect(running.cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("ANALYZE")


def _refuse_careless(running: Served) -> None:
    careless = [name for name in _DURABLE if settings(running)[name] != "on"]
    if careless:
        raise AssertionError(f"the server of a bench is durable, and {', '.join(careless)} is off")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"the product was not served:\n{log.read_text()}")
