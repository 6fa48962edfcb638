"""The supervisor keeps programs running and leaves none of them, nor any of their children, behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import SOURCE

SUPERVISE = """
import sys
from counterfoil.server.supervise import Process, Supervisor
programs = [Process(f"program {n}", [sys.executable, "-u", "-c", text, sys.argv[1]])
            for n, text in enumerate(sys.argv[3:])]
sys.exit(Supervisor(programs, grace=float(sys.argv[2])).run())
"""
NOTE = "import os, signal, subprocess, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n');"
WAIT = NOTE + "time.sleep(60)"
STUBBORN = NOTE.replace("open(", "signal.signal(signal.SIGTERM, signal.SIG_IGN); open(") + "time.sleep(60)"
WITH_CHILD = (
    NOTE + "child = subprocess.Popen(['sleep', '61']); open(sys.argv[1], 'a').write(f'{child.pid}\\n'); time.sleep(60)"
)
DIES_LEAVING_CHILD = WITH_CHILD.replace("time.sleep(60)", "sys.exit(3)")
DIES = NOTE + "sys.exit(3)"


@pytest.fixture
def noted(tmp_path):
    return tmp_path / "pids"


def pids(noted, at_least):
    """The process ids that the programs wrote down, once there are enough of them."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        found = [int(line) for line in noted.read_text().split()] if noted.exists() else []
        if len(found) >= at_least:
            return found
        time.sleep(0.02)
    raise AssertionError(f"only {found} were started")


def lives(pid):
    """Whether a process lives; one that is dead and merely not collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def gone(found, within=5.0):
    until = time.monotonic() + within
    while any(lives(pid) for pid in found) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(lives(pid) for pid in found)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_ends_everything_and_is_no_failure(script, noted, number):
    process = script(SUPERVISE, noted, 10, WAIT, WITH_CHILD)
    found = pids(noted, 3)
    process.send_signal(number)
    assert process.wait(5) == 0
    assert not any(lives(pid) for pid in found)


def test_who_does_not_listen_is_killed_after_the_grace(script, noted):
    process = script(SUPERVISE, noted, 0.5, STUBBORN, WAIT)
    found = pids(noted, 2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    assert not any(lives(pid) for pid in found)


def test_a_second_request_ends_the_grace_and_still_leaves_nothing(script, noted):
    process = script(SUPERVISE, noted, 30, STUBBORN, WITH_CHILD)
    found = pids(noted, 3)
    process.send_signal(signal.SIGINT)
    time.sleep(0.7)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 0
    assert not any(lives(pid) for pid in found)


def test_a_request_that_arrives_twice_at_once_is_one(script, noted):
    slow = NOTE.replace("open(", "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.8), sys.exit())); open(")
    process = script(SUPERVISE, noted, 10, slow + "time.sleep(60)")
    pids(noted, 1)
    before = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    assert time.monotonic() - before > 0.75


def test_a_program_that_dies_is_started_again_and_its_orphans_are_ended(script, noted):
    once = f"import os, sys\nif os.path.exists(sys.argv[1]):\n    {WAIT}\nelse:\n    {DIES_LEAVING_CHILD}"
    process = script(SUPERVISE, noted, 10, once)
    first, orphan, second = pids(noted, 3)
    assert not lives(first)
    assert not lives(orphan)
    assert lives(second)
    process.send_signal(signal.SIGINT)
    process.wait(5)
    assert gone([second])


def test_a_program_that_keeps_dying_is_given_up_with_words_and_the_others_end(script, noted):
    process = script(SUPERVISE, noted, 10, DIES, WAIT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "program 0 ended 5 times within 30 seconds (last: exit code 3). Giving up" in said
    found = pids(noted, 6)
    assert len(found) == 6
    assert not any(lives(pid) for pid in found)


def test_a_program_that_does_not_exist_ends_all_with_words(script, noted):
    process = script(
        SUPERVISE.replace("sys.exit(", "programs.append(Process('web', ['/nowhere/web']))\nsys.exit("),
        noted, 10, WAIT,
    )  # fmt: skip
    _, said = process.communicate(timeout=10)
    assert process.returncode == 1
    assert "web cannot be started" in said
    assert gone([int(line) for line in noted.read_text().split()] if noted.exists() else [])


def test_programs_end_even_when_the_supervisor_is_killed(script, noted):
    process = script(SUPERVISE, noted, 10, WAIT, WAIT)
    found = pids(noted, 2)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert gone(found)


def test_the_watch_is_called_and_its_failure_ends_nothing(script, noted):
    text = SUPERVISE.replace("grace=float(sys.argv[2])", "watch=lambda: 1 / 0").replace(
        "import sys\n", "import sys\nfrom counterfoil.server import supervise\nsupervise.WATCH_EVERY = 0.1\n", 1
    )
    process = script(text, noted, 10, WAIT)
    pids(noted, 1)
    assert "watch: division by zero" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0


def test_a_full_disk_under_the_log_ends_nothing(noted, tmp_path):
    """What it has to say is lost; what it runs goes on."""
    with open("/dev/full", "wb") as full:
        argv = [sys.executable, "-c", SUPERVISE, noted, "5", DIES.replace("sys.exit(3)", "time.sleep(0.1)"), WAIT]
        process = subprocess.Popen(
            [str(one) for one in argv], stderr=full, env=os.environ | {"PYTHONPATH": str(SOURCE)}
        )
    try:
        assert len(pids(noted, 4)) >= 4, "one of the two was started again and again"
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(20)
