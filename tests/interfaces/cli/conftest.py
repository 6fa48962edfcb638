"""The command line as a person uses it: a process of its own, a home of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

OTTO = ("--company", "demo", "--as", "otto@demo.example")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(home: Path) -> dict[str, str]:
    """This environment without anything that names another server or home."""
    named = ("DATABASE_URL", "DATABASE_OWNER_URL", "COUNTERFOIL_DOCUMENTS", "COUNTERFOIL_SECRET_KEY")
    kept = {name: value for name, value in os.environ.items() if name not in named and name != "COUNTERFOIL_OWN_SERVER"}
    return kept | {"COUNTERFOIL_HOME": str(home)}


def argv(*arguments: str) -> list[str]:
    """The command line of a command."""
    return [sys.executable, "-m", "counterfoil.interfaces.cli.main", *arguments]


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A home with a migrated database, stopped again at the end."""
    folder = Path(mkdtemp(prefix="cf-home-"))
    folder.chmod(0o711)
    subprocess.run(argv("db", "start"), env=environment(folder), check=True)
    subprocess.run(argv("db", "migrate"), env=environment(folder), check=True)
    yield folder
    subprocess.run(argv("db", "stop"), env=environment(folder), check=True)


@pytest.fixture(scope="session")
def run(home: Path) -> Run:
    """Run one command in the home and give what it said and how it ended."""
    return lambda *arguments, **more: subprocess.run(
        argv(*arguments), env=environment(home), capture_output=True, text=True, timeout=60, **more
    )


@pytest.fixture(scope="session")
def sample(run: Run) -> dict[str, object]:
    """What `demo --json` said at its first run."""
    done = run("demo", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
