"""kill -9 under load: of the whole database, and of a web worker. What was answered stays, the rest is asked again."""

import os
import signal

import pytest

from ..server.server_end import end_server
from .afterwards import everything_holds
from .load import CLIENTS, under_load
from .processes import connected, web_workers
from .server import Server, wait_until

pytestmark = pytest.mark.xdist_group("faults")


def test_the_database_is_killed_and_comes_back_by_itself(one: Server) -> None:
    company = one.founded("database")
    before = one.running.postmaster
    with under_load(one, company) as load:
        load.go_on_for(8)
        end_server(one.running.cluster)
        wait_until(lambda: one.running.cluster.running, "the database is back")
        assert one.running.postmaster != before
        load.go_on_for(8)
    assert load.interrupted
    everything_holds(one, "database", load)


def test_a_web_worker_is_killed_and_only_what_it_was_at_is_asked_again(one: Server) -> None:
    company = one.founded("web")
    with under_load(one, company) as load:
        load.go_on_for(8)
        workers = web_workers(one.running.pid)
        assert len(workers) == 2
        # The kernel deals connections out by chance: all of them may be with one worker.
        busy, other = sorted(workers, key=lambda pid: -connected(pid, one.running.port))
        os.kill(busy, signal.SIGKILL)
        wait_until(lambda: len(web_workers(one.running.pid)) == 2, "another worker")
        load.go_on_for(8)
    assert other in web_workers(one.running.pid), "the other worker goes on"
    lost = [told for asked in load.asked for told in asked.failures]
    assert 1 <= len(lost) <= 2 * CLIENTS, "a client loses what it was at, and at most one more connection"
    assert {told.status for told in lost} == {None}
    everything_holds(one, "web", load)
