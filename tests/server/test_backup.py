"""A backup is everything, whole, and comes back as it was; whatever else is refused and nothing is changed."""

import io
import json
import tarfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from counterfoil.server.backup import backup, read_manifest, restore
from counterfoil.server.cluster import Cluster
from counterfoil.server.errors import BackupRefused
from counterfoil.server.places import Home

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BODY = b"%PDF-1.7 the frozen order " * 5000


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    (folder / "ab" / "cd").mkdir(parents=True)
    (folder / "ab" / "cd" / "order.pdf").write_bytes(BODY)
    (folder / "Übergabe räumlich.txt").write_text("unterschrieben")
    (folder / "empty").mkdir()
    return folder


@pytest.fixture(scope="module")
def saved(running, documents, tmp_path_factory):
    """A backup that was taken while somebody wrote: the file, its manifest, and how many rows stood before it."""
    with psycopg.connect(running.url("owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE written (n int); INSERT INTO written SELECT generate_series(1, 500)")
    done = threading.Event()
    writer = threading.Thread(target=write_on, args=(running.url("owner"), done))
    writer.start()
    target = tmp_path_factory.mktemp("backups") / "today.tar"
    manifest = backup(running, documents, target, at=AT)
    done.set()
    writer.join()
    return target, manifest


def write_on(url, done):
    with psycopg.connect(url, autocommit=True) as connection:
        n = 500
        while not done.is_set():
            n += 1
            connection.execute("INSERT INTO written VALUES (%s)", [n])


def refused(file, short_dir, words):
    home = Home(short_dir / "refused")
    with pytest.raises(BackupRefused, match=words) as caught:
        restore(file, home)
    assert caught.value.unchanged == "Nothing was restored."
    assert not home.path.exists() or list(home.path.iterdir()) == []


def test_database_and_documents_come_back_as_they_were(saved, documents, short_dir, sql):
    file, manifest = saved
    home = Home(short_dir / "home")
    assert restore(file, home) == manifest
    cluster = Cluster(home.database, throwaway=True)
    with cluster.held():
        [(count, highest)] = sql(cluster, "owner", "SELECT count(*), max(n) FROM written")
        assert count == highest >= 500
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql(cluster, "app", "SELECT FROM written")
    cluster.remove()
    before = {path.relative_to(documents): path.is_file() and path.read_bytes() for path in documents.rglob("*")}
    after = {
        path.relative_to(home.documents): path.is_file() and path.read_bytes() for path in home.documents.rglob("*")
    }
    assert after == before


def test_the_manifest_says_what_it_is(saved, running):
    file, manifest = saved
    assert read_manifest(file) == manifest
    assert (manifest.format, manifest.major, manifest.created) == (1, running.major, "2026-03-01T12:00:00+00:00")
    assert manifest.parts["documents"].files == 2
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_never_overwritten(running, documents, tmp_path):
    target = tmp_path / "today.tar"
    target.write_text("yesterday's")
    with pytest.raises(BackupRefused, match="exists"):
        backup(running, documents, target, at=AT)
    assert target.read_text() == "yesterday's"


def test_a_link_among_the_documents_stops_the_backup_and_leaves_nothing(running, tmp_path):
    documents, goal = tmp_path / "documents", tmp_path / "goal"
    documents.mkdir()
    goal.mkdir()
    (documents / "passwd").symlink_to("/etc/passwd")
    with pytest.raises(BackupRefused, match="neither a file nor a folder"):
        backup(running, documents, goal / "today.tar", at=AT)
    assert list(goal.iterdir()) == []


def test_a_missing_documents_folder_is_noticed(running, tmp_path):
    with pytest.raises(BackupRefused, match="is not there"):
        backup(running, tmp_path / "typo", tmp_path / "today.tar", at=AT)


def test_a_stopped_server_is_no_backup(make_cluster, documents, tmp_path):
    with pytest.raises(BackupRefused, match="does not run"):
        backup(make_cluster(), documents, tmp_path / "today.tar", at=AT)


@pytest.mark.parametrize("what", ["database", "documents"])
def test_a_home_that_holds_something_is_left_alone(saved, short_dir, what):
    home = Home(short_dir / "home")
    held = home.path / what / "mine"
    held.parent.mkdir(parents=True)
    held.write_text("mine")
    with pytest.raises(BackupRefused, match="is not empty"):
        restore(saved[0], home)
    assert [path for path in home.path.rglob("*") if path.is_file()] == [held]


def rewritten(file: Path, target: Path, change) -> Path:
    """The same archive with every entry put through `change(entry, body)`."""
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        for entry in old:
            body = old.extractfile(entry).read() if entry.isreg() else b""
            for fresh, text in change(entry, body):
                fresh.size = len(text)
                new.addfile(fresh, io.BytesIO(text))
    return target


@pytest.mark.parametrize("name", ["documents/ab/cd/order.pdf", "database/PG_VERSION"])
def test_one_altered_byte_is_noticed(saved, short_dir, tmp_path, name):
    def alter(entry, body):
        yield entry, body.replace(body[:1], b"#", 1) if entry.name == name else body

    refused(rewritten(saved[0], tmp_path / "altered.tar", alter), short_dir, "sums differ")


def test_a_missing_document_is_noticed(saved, short_dir, tmp_path):
    def leave_out(entry, body):
        if not entry.name.endswith("order.pdf"):
            yield entry, body

    refused(rewritten(saved[0], tmp_path / "less.tar", leave_out), short_dir, "sums differ")


def test_a_file_that_was_cut_short_is_noticed(saved, short_dir, tmp_path):
    cut = tmp_path / "cut.tar"
    cut.write_bytes(saved[0].read_bytes()[:-200_000])
    refused(cut, short_dir, "no whole backup|no manifest")


def test_another_major_version_is_refused(saved, short_dir, tmp_path):
    def older(entry, body):
        yield (entry, json.dumps(json.loads(body) | {"postgresql": 14}).encode() if "manifest" in entry.name else body)

    refused(rewritten(saved[0], tmp_path / "older.tar", older), short_dir, "holds PostgreSQL 14")


def test_something_else_is_no_backup(short_dir, tmp_path):
    other = tmp_path / "letter.tar"
    other.write_text("dear all")
    refused(other, short_dir, "no whole backup")
    with tarfile.open(other, "w") as tar:
        tar.addfile(tarfile.TarInfo("manifest.json"), io.BytesIO())
    refused(other, short_dir, "no manifest")
    refused(tmp_path / "nowhere.tar", short_dir, "no whole backup")


def entry_of(name, kind=tarfile.REGTYPE, link=""):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, link
    return entry


@pytest.mark.parametrize(
    "evil",
    [
        entry_of("../evil"),
        entry_of("documents/../../evil"),
        entry_of("/tmp/cf-evil"),
        entry_of("elsewhere/evil"),
        entry_of("documents/link", tarfile.SYMTYPE, "/etc"),
        entry_of("documents/link", tarfile.LNKTYPE, "/etc/passwd"),
        entry_of("documents/device", tarfile.CHRTYPE),
        entry_of("documents"),
    ],
    ids=lambda entry: f"{entry.name}-{entry.type.decode()}",
)
def test_nothing_in_an_archive_can_point_outside(saved, short_dir, tmp_path, evil):
    def insert(entry, body):
        if "manifest" in entry.name:
            yield evil, b""
        yield entry, body

    small = rewritten(saved[0], tmp_path / "evil.tar", lambda e, b: insert(e, b) if "manifest" in e.name else ())
    refused(small, short_dir, "which no backup of ours does")
    assert not Path("/tmp/cf-evil").exists()
    assert not (short_dir / "evil").exists()
