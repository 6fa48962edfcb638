"""The product as `counterfoil serve` runs it, durable, with everything that a test of faults asks of it beside HTTP."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg

from bench.over_http import Company
from bench.served import Served, served

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""How long a test waits for what must happen in the end; a limit for a busy machine, not what is promised."""


@dataclass(frozen=True)
class Server:
    """A running product and the environment that its own commands need."""

    running: Served
    environ: dict[str, str]

    def founded(self, slug: str) -> Company:
        """A new company with its people and their keys."""
        argv = [sys.executable, "-m", "tests.faults.founding", slug]
        done = subprocess.run(argv, env=self.environ, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return Company(**json.loads(done.stdout))

    def verify(self, slug: str) -> dict[str, Any]:
        """What `counterfoil verify` says of the company's books, which must be clean."""
        argv = [str(Path(sys.executable).with_name("counterfoil")), "verify", "--company", slug, "--json"]
        done = subprocess.run([*argv, "--as", f"olga@{slug}.example"], env=self.environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        verdict: dict[str, Any] = json.loads(done.stdout)
        return verdict

    def ask(self, slug: str, query: str) -> list[tuple[Any, ...]]:
        """Rows of one company, read past the walls by the superuser; `%s` stands for the company's id."""
        with psycopg.connect(self.running.cluster.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT id FROM companies_company WHERE slug = %s", [slug]).fetchone()
            assert found is not None
            return connection.execute(query, found).fetchall()

    def ended(self) -> int:
        """Press Ctrl-C and give the exit code, leaving the process to be collected by whoever began it."""
        os.kill(self.running.pid, signal.SIGINT)
        how = os.WEXITED | os.WNOWAIT | os.WNOHANG
        wait_until(lambda: os.waitid(os.P_PID, self.running.pid, how), "serve ends")
        told = os.waitid(os.P_PID, self.running.pid, how)
        assert told is not None
        return told.si_status


@contextmanager
def server(disk: Path | None = None) -> Iterator[Server]:
    """Serve until the block ends, with everything it keeps on this disk. This process keeps its own environment."""
    with patch.dict(os.environ), patch.object(tempfile, "tempdir", str(disk) if disk else None):
        with_its_home = served()
        running = with_its_home.__enter__()
        environ = dict(os.environ)
    try:
        yield Server(running, environ)
    finally:
        with_its_home.__exit__(None, None, None)


def wait_until(holds: Callable[[], Any], what: str) -> None:
    """Wait until it holds. What is asked may fail meanwhile as a server does that is away."""
    until = time.monotonic() + PATIENCE
    while not _tried(holds):
        assert time.monotonic() < until, f"{what}: still not so after {PATIENCE:.0f} s"
        time.sleep(0.1)


def _tried(holds: Callable[[], Any]) -> bool:
    try:
        return bool(holds())
    except (OSError, psycopg.OperationalError):
        return False
