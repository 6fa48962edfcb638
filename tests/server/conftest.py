"""A short folder that the server's user can pass through, a cluster in it, and the way to speak to it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from counterfoil.server.cluster import Cluster
from counterfoil.server.throwaway import throwaway_cluster

from .server_end import end_server

SOURCE = Path(__file__).resolve().parents[2] / "src"
# What root does for a lesser user can't be seen by an ordinary one, who has tests enough of their own.
collect_ignore = [] if os.geteuid() == 0 else ["test_as_root.py"]

Sql = Callable[..., list[tuple]]
Script = Callable[..., subprocess.Popen]


@pytest.fixture(scope="session")
def sql() -> Sql:
    def ask(cluster: Cluster, role: str, query: str, database: str = "counterfoil") -> list[tuple]:
        with psycopg.connect(cluster.url(role, database), autocommit=True) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []

    return ask


@pytest.fixture
def short_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="cf-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def make_cluster(short_dir: Path) -> Iterator[Callable[..., Cluster]]:
    """Clusters that are gone after the test, however the test left them."""
    made: list[Cluster] = []

    def make(name: str = "database", *, throwaway: bool = True) -> Cluster:
        made.append(Cluster(short_dir / name, throwaway=throwaway))
        return made[-1]

    yield make
    for cluster in made:
        end_server(cluster)
        shutil.rmtree(cluster.socket_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def seasoned() -> Iterator[Cluster]:
    """A data folder that was made once: it takes kill -9 after kill -9, as a real one must."""
    with throwaway_cluster() as cluster:
        yield cluster


@pytest.fixture
def cluster(seasoned: Cluster) -> Iterator[Cluster]:
    """A stopped cluster with a past; the test may leave it in any state."""
    end_server(seasoned)
    yield Cluster(seasoned.data_dir, throwaway=True)
    end_server(seasoned)


@pytest.fixture(scope="session")
def running() -> Iterator[Cluster]:
    """One prepared cluster for the tests that only look."""
    with throwaway_cluster() as cluster:
        yield cluster


@pytest.fixture
def script() -> Iterator[Script]:
    """Python programs of their own, with our source in their path; killed when the test is over."""
    begun: list[subprocess.Popen] = []

    def begin(text: str, *args: object) -> subprocess.Popen:
        argv = [sys.executable, "-u", "-c", text, *map(str, args)]
        environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCE), *sys.path])}
        begun.append(subprocess.Popen(argv, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.communicate()
