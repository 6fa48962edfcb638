"""A PostgreSQL of its own for the length of a block: for tests, drills and benches."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterfoil.server.cluster import DATABASE, Cluster


@contextmanager
def throwaway_cluster(database: str = DATABASE) -> Iterator[Cluster]:
    """Give a running, prepared cluster that is gone after the block, with everything in it.

    Raises what `Cluster.start` and `Cluster.prepare` raise.
    """
    folder = Path(tempfile.mkdtemp(prefix="cf-throwaway-"))
    # The server's user has to pass through when we are root; names inside are not to be listed.
    folder.chmod(0o711)
    cluster = Cluster(folder / "database", throwaway=True)
    try:
        cluster.start()
        cluster.prepare(database)
        yield cluster
    finally:
        cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)
