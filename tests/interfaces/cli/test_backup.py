"""A round trip: what was backed up comes back whole, documents included, and goes on as if nothing had happened."""

import json
import subprocess
from pathlib import Path
from tempfile import mkdtemp

import pytest

from .conftest import OTTO, Run, argv, environment

pytestmark = pytest.mark.xdist_group("command line")


def test_backup_and_restore_bring_back_clean_books(run: Run, sample: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "monday.tar"
    assert run("db", "backup", str(file)).returncode == 0
    before = json.loads(run("verify", *OTTO, "--json").stdout)

    home = Path(mkdtemp(prefix="cf-restored-"))
    home.chmod(0o711)
    env = environment(home)
    restored = subprocess.run(argv("db", "restore", str(file)), env=env, capture_output=True, text=True)
    assert restored.returncode == 0, restored.stderr
    after = subprocess.run(argv("verify", *OTTO, "--json"), env=env, capture_output=True, text=True)
    assert json.loads(after.stdout) == before
    assert before["clean"] is True
    trace = subprocess.run(
        argv("trace", sample["trace"]["order"]["number"], *OTTO, "--json"), env=env, capture_output=True, text=True
    )
    assert json.loads(trace.stdout) == sample["trace"]

    lost = next((home / "documents").rglob("*/*/*"))
    lost.chmod(0o600)
    lost.write_bytes(b"other")
    assert subprocess.run(argv("verify", *OTTO), env=env, capture_output=True).returncode == 1


def test_a_backup_overwrites_nothing(run: Run, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "there.tar"
    file.write_text("mine")
    done = run("db", "backup", str(file))
    assert (done.returncode, file.read_text()) == (1, "mine")
    assert run("db", "restore", str(file)).returncode == 1


def test_a_restore_overwrites_nothing(run: Run, sample: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "monday.tar"
    assert run("db", "backup", str(file)).returncode == 0
    done = run("db", "restore", str(file))
    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert run("verify", *OTTO).returncode == 0
