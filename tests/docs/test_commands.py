"""Every command of the documentation is run, in the order in which it stands, and must succeed.

A fenced block marked `console` holds commands after `$ `; a command goes on while its line is not finished.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.server.cluster import Cluster
from counterfoil.server.throwaway import throwaway_cluster

from .pages import ROOT, named, pages
from .served import Served, served_demo

pytestmark = pytest.mark.xdist_group("documentation")

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FAILS = "set -euo pipefail\ntrap 'echo \"failed: $BASH_COMMAND\" >&2' ERR\n"

NOT_RUN = {
    "make run": "serves until Ctrl-C; tests/docs/served.py serves the same demo, tests/interfaces/cli/test_serve.py the rest",
    "make test": "runs this very test; .ci/run runs it",
    "make check": "part of make test",
    "make bench": "takes minutes and measures; tests/bench takes a line each way through the same code",
    ".venv/bin/python -m pytest tests/rules": "part of make test",
    "apt-get install -y python3-venv python3-pip git make": "changes the machine; python, git and make are here",
    "make install": "part of make test",
    "git clone ADDRESS-OF-THIS-REPOSITORY counterfoil && cd counterfoil": "needs a network; this is the clone",
    "git pull": "needs a network",
    "counterfoil serve --host 127.0.0.1 --port 8000": "serves until Ctrl-C; tests/interfaces/cli/test_serve.py serves",
    "granian --interface rsgi counterfoil.interfaces.web.rsgi:application --host 0.0.0.0 --port 8000 --workers 4 --http 1 \\\n"
    "    --backpressure 4096 --respawn-failed-workers": "serves until Ctrl-C; counterfoil serve starts it so: "
    "tests/interfaces/cli/test_serve.py",
    "counterfoil worker": "runs until it is told to stop; counterfoil serve starts it: tests/interfaces/cli/test_serve.py",
}
"""Commands that are not run here, each with the reason and with what covers it."""

TYPED = {"read -rs PASSWORD": "PASSWORD='a long enough password'"}
"""Commands that wait for somebody to type, and what is run instead."""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with served_demo() as running:
        yield running


@pytest.fixture(scope="module")
def other() -> Iterator[Cluster]:
    """The PostgreSQL server of one's own that the documentation calls db.example."""
    with throwaway_cluster("elsewhere") as cluster:
        yield cluster


def commands(page: Path) -> list[str]:
    """The commands of a page, in order."""
    found: list[str] = []
    for block in _BLOCK.findall(page.read_text()):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(line.removeprefix("$ "))
            else:
                found[-1] += "\n" + line
    return found


WITH_COMMANDS = [page for page in pages() if commands(page)]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=named)
def test_every_command_succeeds(page: Path, served: Served, other: Cluster) -> None:
    run = [_here(command, served, other) for command in commands(page) if command not in NOT_RUN]
    done = subprocess.run(
        ["bash", "-c", _FAILS + "\n".join(run)],
        env=served.environ, cwd=_workplace(page, served), capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout


def test_no_reason_is_left_over() -> None:
    """A command that no page has any more needs no reason for not being run."""
    written = {command for page in WITH_COMMANDS for command in commands(page)}
    assert {*NOT_RUN, *TYPED} <= written


def test_a_command_that_fails_is_noticed(served: Served) -> None:
    script = _FAILS + "counterfoil trace PO-1999-00001 --company demo --as otto@demo.example | cat\ntrue"
    done = subprocess.run(["bash", "-c", script], env=served.environ, capture_output=True, text=True, timeout=240)
    assert done.returncode != 0
    assert "There is no such order" in done.stderr


def _here(command: str, served: Served, other: Cluster) -> str:
    """The command with what stands here for the addresses that the page names."""
    text = TYPED.get(command, command).replace("127.0.0.1:8000", served.address)
    for role, database in (("app", "counterfoil"), ("owner", "counterfoil"), ("postgres", "postgres")):
        text = re.sub(rf"postgresql://{role}@db\.example/{database}\b", f"'{other.url(role, database)}'", text)
    return text


def _workplace(page: Path, served: Served) -> Path:
    """A folder that the database's own user can pass through, since a backup is restored below it; the examples are there."""
    folder = served.home / page.stem
    folder.mkdir(mode=0o711, exist_ok=True)
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples", dirs_exist_ok=True)
    return folder
