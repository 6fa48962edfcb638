"""`held`: one supervisor at a time, and what it leaves when it ends, by request or by force."""

import os
import signal
import time

import pytest

from counterfoil.server.errors import InUse
from counterfoil.server.leftovers import server_processes

from .server_end import end_server

HOLD = """
import sys, time
from pathlib import Path
from counterfoil.server.cluster import Cluster
with Cluster(Path(sys.argv[1]), throwaway=True).held():
    print("up")
    time.sleep(60)
"""


def held_elsewhere(script, cluster):
    process = script(HOLD, cluster.data_dir)
    assert process.stdout.readline() == "up\n", process.stderr.read()
    return process


def test_a_second_supervisor_is_refused_and_the_first_goes_on(cluster, script, sql):
    first = held_elsewhere(script, cluster)
    with pytest.raises(InUse, match="Another process"), cluster.held():
        pytest.fail("two supervisors")
    with pytest.raises(InUse):
        cluster.stop()
    assert first.poll() is None
    assert sql(cluster, "app", "SELECT 1") == [(1,)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_takes_the_server_along(cluster, script, number):
    first = held_elsewhere(script, cluster)
    first.send_signal(number)
    first.send_signal(number)
    first.wait(20)
    assert server_processes(cluster.data_dir) == []
    assert cluster.status().state == "stopped"


def test_a_request_to_stop_while_it_starts_leaves_no_server(cluster, script):
    # A pipe in place of a settings file holds the server in the middle of its start for as long as we like.
    pipe = cluster.data_dir / "local.conf"
    os.mkfifo(pipe)
    cluster.account.give(pipe)
    starting = script(HOLD, cluster.data_dir)
    settings = os.open(pipe, os.O_WRONLY)
    starting.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    pipe.unlink()
    assert starting.poll() is None, "it left before the server that it had begun to start was up"
    os.close(settings)
    starting.wait(20)
    assert server_processes(cluster.data_dir) == []


def test_the_server_of_a_killed_supervisor_is_taken_over_and_ends_with_the_next(cluster, script):
    first = held_elsewhere(script, cluster)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    before = server_processes(cluster.data_dir)
    with cluster.held():
        assert set(before) & set(server_processes(cluster.data_dir))
    assert server_processes(cluster.data_dir) == []


def test_a_server_that_was_started_by_hand_stays_when_the_supervisor_ends(cluster):
    cluster.start()
    with cluster.held():
        assert cluster.running
    assert cluster.running
    assert cluster.stop() is True


def test_a_server_started_by_hand_after_a_killed_supervisor_and_its_server_stays_too(cluster, script):
    first = held_elsewhere(script, cluster)
    os.kill(first.pid, signal.SIGKILL)
    first.wait(timeout=10)
    end_server(cluster)
    cluster.start()
    with cluster.held():
        assert cluster.running
    assert cluster.running
    assert cluster.stop() is True


def test_many_requests_to_stop_at_once_are_one(cluster, script):
    """An impatient Ctrl-C, again and again: the server is stopped all the same."""
    first = held_elsewhere(script, cluster)
    until = time.monotonic() + 10
    while first.poll() is None and time.monotonic() < until:
        first.send_signal(signal.SIGINT)
        first.send_signal(signal.SIGTERM)
        time.sleep(0.0005)
    first.wait(20)
    assert server_processes(cluster.data_dir) == []


def test_a_server_that_its_supervisor_brought_back_is_still_the_supervisors(cluster, script):
    """Killed, started again by the supervisor that holds it, which is then killed too: the next one ends it."""
    note = cluster.data_dir.with_name(cluster.data_dir.name + ".held")
    with cluster.held():
        end_server(cluster)
        assert cluster.start() is True
        assert note.read_text() == "h"
    assert server_processes(cluster.data_dir) == []
