"""Disks that get full: a small one of its own where it can be mounted, and everywhere a limit on how far files may grow."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterfoil.server.leftovers import server_processes

from .processes import family, file_limit
from .server import Server, wait_until

SIZE = 320 * 1024 * 1024
"""Room for a new cluster and its log, and for the lines of a test many times over."""
_PIECE = 1024 * 1024
_FARTHEST = 8 * 1024
"""Where no file may grow beyond this, the database can neither extend a table nor write its log."""


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """A tmpfs of its own; None where this user may mount nothing."""
    folder = Path(tempfile.mkdtemp(prefix="cf-disk-"))
    argv = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0711", "counterfoil-faults", str(folder)]
    mounted = _succeeds(argv)
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        shutil.rmtree(folder)


class Filled:
    """A small disk that another file fills to the last byte."""

    def __init__(self, disk: Path) -> None:
        self._filler = disk / "filler"

    def fill(self, server: Server) -> None:
        """Leave nothing."""
        with self._filler.open("wb", buffering=0) as filler:
            for piece in (_PIECE, 4096, 1):
                _until_full(filler.fileno(), piece)

    def give_room(self, server: Server) -> None:
        """Remove what fills it."""
        self._filler.unlink()


class Limited:
    """A disk with room on which the server's processes may write no file beyond its first page: EFBIG for ENOSPC."""

    def fill(self, server: Server) -> None:
        """From now on, for everything that runs and whatever they start."""
        self._set(server, str(_FARTHEST))

    def give_room(self, server: Server) -> None:
        """As far as they like."""
        self._set(server, "unlimited")

    def _set(self, server: Server, farthest: str) -> None:
        """Until all have it: whoever is forked before the parent is told begins with the limit of before."""
        wait_until(lambda: not self._told(server, farthest), f"every process has the limit {farthest}")

    def _told(self, server: Server, farthest: str) -> list[int]:
        """Tell who has another limit, and give their ids."""
        cluster, argv = server.running.cluster, ["prlimit", f"--fsize={farthest}:", "--pid"]
        own, of_database = family(server.running.pid), server_processes(cluster.data_dir)
        others = [pid for pid in {*own, *of_database} if file_limit(pid) not in (farthest, None)]
        for pid in others:
            # As the user of the process: even root may not always set the limits of another's.
            if pid in own:
                _succeeds([*argv, str(pid)])
            else:
                cluster.account.answer([*argv, str(pid)])
        return others


def _succeeds(argv: list[str]) -> bool:
    try:
        return subprocess.run(argv, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def _until_full(file: int, piece: int) -> None:
    try:
        while True:
            os.write(file, b"\0" * piece)
    except OSError:
        return
