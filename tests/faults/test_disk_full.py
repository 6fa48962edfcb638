"""The disk is full while lines run, and later has room again: nothing was lost, and nobody had to start anything."""

from collections.abc import Iterator

import psycopg
import pytest

from .afterwards import everything_holds
from .disks import Filled, Limited, small_disk
from .load import under_load
from .server import Server, server, wait_until

pytestmark = pytest.mark.xdist_group("faults")


@pytest.fixture
def filling() -> Iterator[tuple[Server, Filled | Limited]]:
    """A product on a small disk; where none can be mounted, one that is kept from writing."""
    with small_disk() as disk, server(disk) as running:
        yield running, Filled(disk) if disk else Limited()


def test_the_disk_is_full_and_has_room_again(filling: tuple[Server, Filled | Limited]) -> None:
    """Twice: `serve` comes through the first time, and the second time it is ended while its database can't run."""
    running, disk = filling
    full(running, disk, "full")
    disk.fill(running)
    wait_until(lambda: not _next_log_file(running), "the database stops")
    assert running.ended() == 0
    disk.give_room(running)
    running.verify("full")


def test_files_may_not_grow_and_then_may_again(one: Server) -> None:
    full(one, Limited(), "limited")


def full(running: Server, disk: Filled | Limited, slug: str) -> None:
    """Fill it under load, until even the database's own log finds no room; then give room."""
    company = running.founded(slug)
    with under_load(running, company) as load:
        load.go_on_for(4)
        disk.fill(running)
        wait_until(lambda: load.interrupted, "a write fails")
        wait_until(lambda: not _next_log_file(running), "the log needs a file for which there is no room")
        before = load.lines
        disk.give_room(running)
        load.go_on_for(8)
    assert before < load.lines
    everything_holds(running, slug, load)


def _next_log_file(running: Server) -> bool:
    """Have the database begin another file of its log; False where it can't."""
    try:
        with psycopg.connect(running.running.cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("SELECT pg_logical_emit_message(true, 'faults', 'a commit in the new file')")
    except psycopg.OperationalError:
        return False
    return True
