"""The product served in a home of its own, as a person would: for the commands of the documentation, and from nothing at all."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from counterfoil.server.account import account_for
from counterfoil.server.binaries import find_binaries

ENVIRONMENT = Path(sys.executable).parent
PATIENCE = 300.0


@dataclass(frozen=True)
class Served:
    """A running server: where its home is, where it answers, what it printed, and the environment of whoever sits before it."""

    home: Path
    address: str
    environ: dict[str, str]
    log: Path

    def first_address(self) -> str:
        """The one-time address at which the first company is made, as it was printed."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := re.search(r"http://\S+/first/\S+", self.log.read_text()):
                return found.group()
            time.sleep(0.1)
        raise AssertionError(f"no address was printed:\n{self.log.read_text()}")


def served_demo() -> AbstractContextManager[Served]:
    """Run `counterfoil serve --demo`, and end it with Ctrl-C."""
    return served("--demo")


@contextmanager
def served(*options: str) -> Iterator[Served]:
    """Run `counterfoil serve` on an empty home as a person would, and end it with Ctrl-C."""
    home = Path(tempfile.mkdtemp(prefix="cf-docs-"))
    home.chmod(0o711)  # the database's own user passes through
    address = f"127.0.0.1:{_free_port()}"
    environ = _environ(home)
    port = address.rpartition(":")[2]
    argv = [str(ENVIRONMENT / "counterfoil"), "serve", *options, "--workers", "1", "--port", port]
    with (home / "serve.log").open("wb") as log:
        server = subprocess.Popen(argv, env=environ, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(f"http://{address}/healthz", server, home / "serve.log")
        yield Served(home, address, environ, home / "serve.log")
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(PATIENCE)
        shutil.rmtree(home, ignore_errors=True)
    assert code == 0


def _environ(home: Path) -> dict[str, str]:
    """A person's environment: none of what the tests have set for themselves."""
    named = ("COUNTERFOIL_", "DATABASE_", "DJANGO_", "PG", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(named)}
    programs = find_binaries(account_for(home / "database")).folder
    path = f"{ENVIRONMENT}:{kept.get('PATH', '')}:{programs}"
    return kept | {"PATH": path, "COUNTERFOIL_HOME": str(home / "home")}


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=1):  # noqa: S310  our own address
            return
        time.sleep(0.1)
    raise AssertionError(f"it was not served:\n{log.read_text()}")
