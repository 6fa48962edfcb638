"""Run a few programs together: restart what dies, end everything when asked, leave nothing behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from counterfoil.server.signals import handled_by

DEATHS_ALLOWED = 5
DEATHS_WITHIN = 30.0
LONGEST_PAUSE = 5.0
TICK = 0.05
WATCH_EVERY = 5.0
# One Ctrl-C may arrive twice at once (from the terminal, and passed on by make): that is still one.
SAME_REQUEST = 0.5
PR_SET_PDEATHSIG = 1

Say = Callable[[str], None]


@dataclass(frozen=True)
class Process:
    """A program to keep running: its name for people, its arguments, and its whole environment (None: ours)."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None


def say_on_stderr(line: str) -> None:
    """Write one line for the person at the terminal. Where it can't be written (a full disk), what runs goes on."""
    with suppress(OSError):
        print(line, file=sys.stderr, flush=True)


class Supervisor:
    """Keeps processes running until it is asked to stop or one of them keeps dying.

    `watch` is called every few seconds beside them, for what must be kept up and is no child of ours (the
    database server); what it raises is said and does not end anything.
    """

    def __init__(
        self,
        processes: Sequence[Process],
        *,
        grace: float = 10.0,
        watch: Callable[[], object] | None = None,
        watch_every: float = WATCH_EVERY,
        say: Say = say_on_stderr,
    ) -> None:
        self._children = [_Child(process, say) for process in processes]
        self._grace, self._watch, self._watch_every, self._say = grace, watch, watch_every, say
        self._asked_at: list[float] = []
        self._watched_at = time.monotonic()

    def run(self) -> int:
        """Run until the end; return 0 when the end was asked for (SIGINT, SIGTERM, SIGHUP), 1 when we gave up.

        A second request ends the grace. Nothing is raised: a program that cannot be started is said, and ends all.
        """
        with handled_by(self._ask):
            try:
                healthy = all(child.start() for child in self._children)
                while healthy and not self._asked_at:
                    time.sleep(TICK)
                    healthy = all(child.tend(self._grace) for child in self._children)
                    self._look_beside()
            finally:
                self._end_all()
        return 0 if healthy else 1

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_at.append(time.monotonic())

    def _impatient(self) -> bool:
        return bool(self._asked_at) and self._asked_at[-1] - self._asked_at[0] > SAME_REQUEST

    def _look_beside(self) -> None:
        if self._watch is None or time.monotonic() - self._watched_at < self._watch_every:
            return
        try:
            self._watch()
        except Exception as error:  # whatever it is, what still runs is worth more than a stack
            self._say(f"watch: {error}")
        self._watched_at = time.monotonic()

    def _end_all(self) -> None:
        for child in self._children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + self._grace
        while self._any_alive() and time.monotonic() < until and not self._impatient():
            time.sleep(TICK)
        for child in self._children:
            child.kill()

    def _any_alive(self) -> bool:
        return any(child.alive() for child in self._children)


class _Child:
    """One program, in a process group of its own, so that its own children end with it."""

    def __init__(self, process: Process, say: Say) -> None:
        self._process, self._say = process, say
        self._popen: subprocess.Popen[bytes] | None = None
        self._deaths: deque[float] = deque(maxlen=DEATHS_ALLOWED)
        self._start_at: float | None = None

    def start(self) -> bool:
        """Start the program; say so and return False when the system refuses."""
        self._start_at = None
        try:
            self._popen = subprocess.Popen(
                list(self._process.argv), env=self._process.env, stdin=subprocess.DEVNULL,
                start_new_session=True, preexec_fn=_end_with_parent,  # we have one thread
            )  # fmt: skip
        except OSError as error:
            self._say(f"{self._process.name} cannot be started: {error}")
            return False
        return True

    def tend(self, grace: float) -> bool:
        """Notice a death and start again after a pause; False when it died too often or cannot be started."""
        if self._start_at is not None:
            return self.start() if time.monotonic() >= self._start_at else True
        if self._popen is None or self._popen.poll() is None:
            return True
        code = self._popen.returncode
        self._end_rest(min(grace, 2.0))
        # Forgotten at once: its number may soon be the group of a stranger.
        self._popen = None
        return self._note_death(code)

    def signal(self, number: int) -> None:
        """Send a signal to the program and all of its children that are left."""
        if self._popen is not None:
            _signal_group(self._popen.pid, number)

    def alive(self) -> bool:
        """Say whether anything of its group lives; the dead program itself is collected on the way."""
        if self._popen is None:
            return False
        self._popen.poll()
        return _group_lives(self._popen.pid)

    def kill(self) -> None:
        """End the whole group at once."""
        if self.alive():
            self.signal(signal.SIGKILL)
        if self._popen is not None:
            self._popen.wait()

    def _end_rest(self, grace: float) -> None:
        """End what a dead program left running: it would hold the port that the next one needs."""
        self.signal(signal.SIGTERM)
        until = time.monotonic() + grace
        while self.alive() and time.monotonic() < until:
            time.sleep(TICK)
        self.kill()

    def _note_death(self, code: int) -> bool:
        now = time.monotonic()
        self._deaths.append(now)
        recent = [death for death in self._deaths if now - death <= DEATHS_WITHIN]
        if len(recent) >= DEATHS_ALLOWED:
            self._say(
                f"{self._process.name} ended {len(recent)} times within {DEATHS_WITHIN:.0f} seconds "
                f"(last: {_how(code)}). Giving up; what it wrote above says why."
            )
            return False
        pause = min(0.2 * 2 ** (len(recent) - 1), LONGEST_PAUSE)
        self._say(f"{self._process.name} ended ({_how(code)}); starting it again in {pause:.1f} s")
        self._start_at = now + pause
        return True


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _signal_group(group: int, number: int) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        # The whole group is gone, or (on macOS) only its dead are left: nobody to tell.
        return


def _group_lives(group: int) -> bool:
    """Say whether a process group has a living member; the dead that nobody collected do not count."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    members = Path("/proc").glob("[0-9]*/stat")
    return not Path("/proc/self/stat").exists() or any(_lives_in(stat, group) for stat in members)


def _lives_in(stat: Path, group: int) -> bool:
    try:
        # The name, in brackets, may hold anything; after it come the state, the parent and the group.
        state, _parent, found = stat.read_text(errors="replace").rpartition(")")[2].split()[:3]
    except OSError:
        # It ended while we looked.
        return False
    return int(found) == group and state not in "ZX"


def _end_with_parent() -> None:
    """Runs in the child before the program: when we are killed with -9, it gets SIGTERM from the kernel."""
    if _PRCTL is not None:
        _PRCTL(PR_SET_PDEATHSIG, signal.SIGTERM)


_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
