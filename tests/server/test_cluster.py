"""Starting, stopping, and everything that must not keep a server from starting, or must."""

import os
import subprocess
import threading
import time

import pytest

from counterfoil.server.errors import InUse, UnsafeFolder, VersionMismatch
from counterfoil.server.leftovers import server_processes

from .server_end import end_server


def test_stop_and_start_again_keeps_the_data_and_takes_less_than_two_seconds(make_cluster, sql):
    cluster = make_cluster(throwaway=False)
    assert cluster.status().state == "empty"
    assert cluster.start()
    cluster.prepare()
    sql(cluster, "owner", "CREATE TABLE kept AS SELECT 7 AS n")
    assert cluster.stop()
    assert cluster.status().state == "stopped"
    before = time.monotonic()
    assert cluster.start()
    assert time.monotonic() - before < 2
    assert sql(cluster, "owner", "SELECT n FROM kept") == [(7,)]
    assert cluster.status().state == "running"


def test_the_real_server_is_durable_checksummed_and_deaf_to_the_network(make_cluster, sql):
    cluster = make_cluster(throwaway=False)
    cluster.start()
    wanted = {
        "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on",
        "listen_addresses": "", "unix_socket_permissions": "0700", "server_encoding": "UTF8",
    }  # fmt: skip
    names = ", ".join(f"'{name}'" for name in wanted)
    found = sql(cluster, "postgres", f"SELECT name, setting FROM pg_settings WHERE name IN ({names})", "postgres")
    assert dict(found) == wanted
    assert cluster.socket_dir.stat().st_mode & 0o777 == 0o700
    assert cluster.data_dir.stat().st_mode & 0o777 == 0o700


def test_only_a_throwaway_server_gives_up_durability_and_only_it_can_be_removed(make_cluster, running, sql):
    assert sql(running, "postgres", "SHOW fsync", "postgres") == [("off",)]
    with pytest.raises(ValueError, match="throwaway"):
        make_cluster(throwaway=False).remove()


def test_letters_beyond_ascii_are_letters(running, sql):
    sql(running, "owner", "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    found = sql(running, "owner", "SELECT lower('ÄÖ'), array_length(show_trgm('Mü'), 1), 'Z' < 'a'")
    assert found == [("äö", 3, True)]


def test_starting_a_running_server_says_so_and_does_no_harm(cluster):
    cluster.start()
    before = server_processes(cluster.data_dir)
    assert cluster.start() is False
    assert set(before) <= set(server_processes(cluster.data_dir))


def test_two_who_start_at_once_get_one_server(make_cluster):
    starts: list[bool] = []
    clusters = [make_cluster() for _ in range(2)]
    threads = [threading.Thread(target=lambda c=c: starts.append(c.start())) for c in clusters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(starts) == [False, True]


def test_stopping_a_stopped_server_says_so(cluster):
    assert cluster.init() is False
    assert cluster.stop() is False


def test_a_killed_server_starts_again_over_its_stale_pid_file(cluster):
    cluster.start()
    os.kill(postmaster_pid(cluster), 9)
    assert (cluster.data_dir / "postmaster.pid").exists()
    assert cluster.start() is True
    assert cluster.running


@pytest.fixture
def stranger(cluster):
    """A living process of the server's user, as a reused pid would name it."""
    account = cluster.account
    process = subprocess.Popen(["sleep", "60"], user=account.uid if account.drops else None)
    yield process
    process.kill()
    process.wait()


def test_a_pid_file_that_names_a_living_stranger_is_no_obstacle_and_the_stranger_lives(cluster, stranger):
    cluster.start()
    text = (cluster.data_dir / "postmaster.pid").read_text()
    end_server(cluster)
    cluster.account.write(cluster.data_dir / "postmaster.pid", text.replace(text.splitlines()[0], str(stranger.pid), 1))
    assert cluster.stop() is False
    assert cluster.start() is True
    assert stranger.poll() is None


def test_a_living_server_that_cannot_be_reached_is_never_doubled(cluster, monkeypatch):
    cluster.start()
    next(cluster.socket_dir.glob(".s.PGSQL.*[0-9]")).unlink()
    assert not cluster.running
    monkeypatch.setattr("counterfoil.server.leftovers.PATIENCE", 0.2)
    with pytest.raises(InUse, match="nothing answers"):
        cluster.start()


def test_another_major_version_is_refused_and_nothing_is_changed(make_cluster):
    cluster = make_cluster()
    cluster.init()
    (cluster.data_dir / "PG_VERSION").write_text("14\n")
    before = {path: path.stat().st_mtime_ns for path in cluster.data_dir.rglob("*")}
    with pytest.raises(VersionMismatch, match=r"written by PostgreSQL 14.*COUNTERFOIL_PG_BIN"):
        cluster.start()
    assert {path: path.stat().st_mtime_ns for path in cluster.data_dir.rglob("*")} == before


def test_a_folder_with_other_files_is_not_taken(make_cluster):
    cluster = make_cluster()
    cluster.account.own_folder(cluster.data_dir)
    cluster.account.write(cluster.data_dir / "letter.txt", "dear all")
    with pytest.raises(UnsafeFolder, match="no PostgreSQL data"):
        cluster.start()
    assert [path.name for path in cluster.data_dir.iterdir()] == ["letter.txt"]


def test_an_init_that_was_cut_short_leaves_no_half_folder(make_cluster):
    cluster = make_cluster()
    half = cluster.data_dir.with_name("database.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert cluster.start() is True
    assert not half.exists()


@pytest.mark.parametrize("trap", ["open", "link"])
def test_a_socket_folder_that_others_prepared_is_refused(make_cluster, short_dir, trap):
    cluster = make_cluster()
    if trap == "open":
        cluster.socket_dir.mkdir()
        cluster.socket_dir.chmod(0o777)
    else:
        cluster.account.own_folder(short_dir / "private")
        cluster.socket_dir.symlink_to(short_dir / "private")
    with pytest.raises(UnsafeFolder, match="is not a folder of"):
        cluster.start()
    assert server_processes(cluster.data_dir) == []
    cluster.socket_dir.unlink() if trap == "link" else cluster.socket_dir.rmdir()


def test_a_socket_path_that_is_too_long_is_refused_before_anything_is_made(make_cluster, monkeypatch):
    monkeypatch.setenv("COUNTERFOIL_RUNTIME", "/tmp/" + "x" * 90)
    cluster = make_cluster("long")
    with pytest.raises(UnsafeFolder, match="too long"):
        cluster.start()
    monkeypatch.delenv("COUNTERFOIL_RUNTIME")
    assert not cluster.data_dir.exists()


def test_settings_of_the_caller_do_not_steer_our_programs(cluster, monkeypatch):
    hostile = {
        "PGPORT": "6543",
        "PGHOST": "nowhere",
        "PGDATA": "/nowhere",
        "PGOPTIONS": "-c default_transaction_read_only=on",
    }
    for name, value in hostile.items():
        monkeypatch.setenv(name, value)
    assert cluster.start()
    cluster.prepare()
    assert cluster.running


def test_the_log_tells_of_a_refusal_without_its_values(make_cluster, sql):
    cluster = make_cluster(throwaway=False)
    cluster.start()
    with pytest.raises(Exception, match="division by zero"):
        sql(cluster, "postgres", "SELECT 'DE89-secret', 1/0", "postgres")
    logs = _logs(cluster, until="division by zero")
    assert "division by zero" in logs
    assert "DE89" not in logs


def _logs(cluster, until: str) -> str:
    """What the logs say; their collector is a process of its own and may be a moment behind."""
    for _try in range(50):
        logs = "".join(path.read_text() for path in cluster.log_dir.glob("*.log"))
        if until in logs:
            break
        time.sleep(0.1)
    return logs


def postmaster_pid(cluster) -> int:
    return int((cluster.data_dir / "postmaster.pid").read_text().splitlines()[0])
