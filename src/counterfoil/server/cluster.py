"""One embedded PostgreSQL: a data folder, a socket, and the few moves that start and stop it."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from signal import SIG_IGN
from urllib.parse import quote, urlencode

from psycopg import pq

from counterfoil.server.account import Account, account_for
from counterfoil.server.binaries import Binaries, find_binaries
from counterfoil.server.durability import settings_text
from counterfoil.server.errors import PrepareFailed, StartFailed, UnsafeFolder, VersionMismatch
from counterfoil.server.leftovers import clear_leftovers, server_processes
from counterfoil.server.lock import locked
from counterfoil.server.places import PORT, socket_folder
from counterfoil.server.roles import prepare_sql
from counterfoil.server.signals import deferred, handled_by, raise_interrupt_once
from counterfoil.server.socketdir import own_socket_folder

SUPERUSER = "postgres"
DATABASE = "counterfoil"
# Long, because a server that was killed may have much to recover; it is a limit, not a wait.
PATIENCE = 600


@dataclass(frozen=True)
class Status:
    """How a cluster stands: `state` is empty, stopped, starting or running."""

    state: str
    data_dir: Path
    socket_dir: Path
    major: int | None


class Cluster:
    """An embedded PostgreSQL in `data_dir`, run by `account`; `throwaway` trades every safety for speed."""

    def __init__(self, data_dir: Path, *, binaries: Binaries | None = None, throwaway: bool = False) -> None:
        self.data_dir = data_dir.absolute().resolve()
        self.throwaway = throwaway
        self._given_binaries = binaries
        self._held = False

    @cached_property
    def account(self) -> Account:
        """The operating-system user of the server; raises UnsafeFolder when there is no fitting one."""
        return account_for(self.data_dir)

    @cached_property
    def binaries(self) -> Binaries:
        """The programs in use; raises BinariesMissing when there are none."""
        return self._given_binaries or find_binaries(self.account)

    @cached_property
    def socket_dir(self) -> Path:
        """The folder of the socket; raises UnsafeFolder when its path is too long."""
        return socket_folder(self.data_dir, self.account.uid)

    @property
    def log_dir(self) -> Path:
        """The folder of the server's logs, beside the data."""
        return self._beside(".log")

    @property
    def major(self) -> int | None:
        """The major version that wrote the data, or None when there is no data yet."""
        written = self.data_dir / "PG_VERSION"
        return int(written.read_text()) if written.is_file() else None

    @property
    def running(self) -> bool:
        """Whether the server answers; found out by connecting, never from a pid."""
        return self._ping() == pq.Ping.OK

    def status(self) -> Status:
        """Return how the cluster stands."""
        answers = {pq.Ping.OK: "running", pq.Ping.REJECT: "starting"}
        state = answers.get(self._ping(), "empty" if self.major is None else "stopped")
        return Status(state, self.data_dir, self.socket_dir, self.major)

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address for a role: over the socket, and only to a server that our own user runs.

        `requirepeer` makes the client hang up on a stranger who listens where our server is expected.
        """
        where = {"host": str(self.socket_dir), "port": str(PORT), "requirepeer": self.account.name}
        return f"postgresql://{quote(role, safe='')}@/{quote(database, safe='')}?{urlencode(where, safe='/')}"

    def init(self) -> bool:
        """Make the data folder; say whether it was made, False when it was there.

        Raises UnsafeFolder when the folder holds something else or the server's user cannot reach it, and
        StartFailed when initdb fails. The folder appears whole or not at all.
        """
        with self._locked():
            return self._init()

    def start(self) -> bool:
        """Start the server, on an empty folder after init; say whether it was started, False when it ran already.

        Raises VersionMismatch, BinariesMissing, UnsafeFolder, InUse or StartFailed; the data stays as it is.
        """
        with self._locked():
            if self._settled():
                return False
            self._init()
            self._refuse_other_major()
            own_socket_folder(self.socket_dir, self.account)
            clear_leftovers(self.data_dir, self.socket_dir)
            self._configure()
            # Interrupted half-way, a server would come up that nobody knows of.
            with deferred():
                if not self._held:
                    self._forget_supervisor()
                self._control("start", "-w", "-t", str(PATIENCE), "-l", str(self.log_dir / "start.log"))
            return True

    def stop(self) -> bool:
        """Stop the server; say whether it ran. Sessions are ended, work in progress is rolled back.

        Raises InUse when a supervisor holds it (end that one), and StartFailed when it cannot be stopped.
        """
        self._make_parent()
        with locked(self._beside(".held"), self.account, wait=0):
            return self._stop()

    def prepare(self, database: str = DATABASE) -> None:
        """Make the three roles and the database on the running server; done again, it changes nothing.

        Raises PrepareFailed with what PostgreSQL said.
        """
        argv = [self.binaries.program("psql"), "-X", "-q", "-d", self.url(SUPERUSER, "postgres"), "-f", "-"]
        code, said = self.account.answer(argv, prepare_sql(database))
        if code != 0:
            raise PrepareFailed(f"Roles and database were not made: {said}.", "The data is as before.", "See the log.")

    @contextmanager
    def held(self, database: str = DATABASE) -> Iterator["Cluster"]:
        """Hold the cluster as its only supervisor: started and prepared within the block, stopped after it.

        A server that somebody started by hand before is used and left running; one that a killed supervisor left
        is taken over. Requests to stop arrive as KeyboardInterrupt, and none interrupts the stopping.
        Raises InUse when another supervisor holds it, and everything that `start` and `prepare` raise.
        """
        self._make_parent()
        with locked(self._beside(".held"), self.account, wait=0) as note, handled_by(raise_interrupt_once):
            ours = os.read(note, 1) == b"h" or not self._answers()
            try:
                self.start()
                if ours:
                    os.pwrite(note, b"h", 0)
                self._held = True
                self.prepare(database)
                yield self
            finally:
                self._held = False
                with handled_by(SIG_IGN):
                    if ours:
                        self._stop()
                    os.ftruncate(note, 0)

    def remove(self) -> None:
        """Stop the server and remove everything of it; for throwaway clusters only, others raise ValueError."""
        if not self.throwaway:
            raise ValueError("only a throwaway cluster is removed")
        self.stop()
        for folder in (self.data_dir, self.log_dir, self.socket_dir):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (self._beside(".lock"), self._beside(".held")):
            file.unlink(missing_ok=True)

    def _beside(self, suffix: str) -> Path:
        return self.data_dir.with_name(self.data_dir.name + suffix)

    def _forget_supervisor(self) -> None:
        """What a killed supervisor noted was about its own server: one that is started anew is not its leftover."""
        with suppress(FileNotFoundError):
            note = os.open(self._beside(".held"), os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            os.ftruncate(note, 0)
            os.close(note)

    def _locked(self) -> AbstractContextManager[int]:
        self._make_parent()
        return locked(self._beside(".lock"), self.account, wait=PATIENCE)

    def _make_parent(self) -> None:
        parent = self.data_dir.parent
        self.account.make_passable(parent)
        if not self.account.can_enter(parent):
            raise UnsafeFolder(
                f"The server runs as {self.account.name}, who cannot enter {parent}.",
                "No data was changed.",
                "Set COUNTERFOIL_HOME to a folder that this user can reach, for root /var/lib/counterfoil.",
            )

    def _ping(self) -> pq.Ping:
        conninfo = f"{self.url(SUPERUSER, 'postgres')}&connect_timeout=10"
        return pq.Ping(pq.PGconn.ping(conninfo.encode()))

    def _answers(self) -> bool:
        """Say whether a server runs; where its process is there and is silent for a moment, ask again."""
        until = time.monotonic() + 5
        while not self.running:
            if time.monotonic() > until or not server_processes(self.data_dir):
                return False
            time.sleep(0.1)
        return True

    def _settled(self) -> bool:
        """Wait for a server that is just starting or stopping, then say whether it runs."""
        until = time.monotonic() + PATIENCE
        while self._ping() == pq.Ping.REJECT and time.monotonic() < until:
            time.sleep(0.1)
        return self.running

    def _stop(self) -> bool:
        with self._locked():
            # Without an answer there is nothing to stop: the pid file could name a stranger, who would be killed.
            if self._ping() == pq.Ping.NO_RESPONSE:
                return False
            if self.throwaway or self._try("stop", "-m", "fast", "-w", "-t", "30") is None:
                self._control("stop", "-m", "immediate", "-w", "-t", "60")
            return True

    def _init(self) -> bool:
        if self.major is not None:
            return False
        if self.data_dir.exists() and any(self.data_dir.iterdir()):
            raise UnsafeFolder(
                f"{self.data_dir} holds files, but no PostgreSQL data.", "Nothing was changed.", "Name an empty folder."
            )
        fresh = self._beside(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        self.account.own_folder(fresh)
        code, said = self.account.answer(self._initdb(fresh))
        if code != 0:
            raise StartFailed(f"initdb failed: {said}.", "No data was changed.", "See what it said.")
        with (fresh / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists 'counterfoil.conf'\ninclude_if_exists 'local.conf'\n")
        fresh.rename(self.data_dir)
        return True

    def _initdb(self, folder: Path) -> list[str]:
        # The C locale alone would take an umlaut for no letter in text search and trigrams.
        locale = ["--locale=C.UTF-8"]
        if self.binaries.major >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        # Trust is safe here: the only way in is a socket in a folder that only the server's user can enter.
        trust = ["--auth-local=trust", "--auth-host=reject"]
        speed = ["-N"] if self.throwaway else []
        program = self.binaries.program("initdb")
        return [program, "-D", str(folder), "-U", SUPERUSER, "-E", "UTF8", "--data-checksums", *locale, *trust, *speed]

    def _refuse_other_major(self) -> None:
        if self.major != self.binaries.major:
            raise VersionMismatch(
                f"The data in {self.data_dir} was written by PostgreSQL {self.major}, but the programs in "
                f"{self.binaries.folder} ({self.binaries.source}) are PostgreSQL {self.binaries.major}.",
                "The server was not started and the data was not touched.",
                f"Set COUNTERFOIL_PG_BIN to the programs of PostgreSQL {self.major}; to change the version, "
                "move the data with pg_upgrade, or with pg_dump and pg_restore.",
            )

    def _configure(self) -> None:
        self.account.own_folder(self.log_dir)
        text = settings_text(throwaway=self.throwaway, socket_dir=self.socket_dir, log_dir=self.log_dir)
        self.account.write(self.data_dir / "counterfoil.conf", text)

    def _try(self, verb: str, *options: str) -> str | None:
        """Run pg_ctl; return what it said when it went well, else None."""
        argv = [self.binaries.program("pg_ctl"), verb, "-D", str(self.data_dir), *options]
        code, said = self.account.answer(argv)
        return said or "done" if code == 0 else None

    def _control(self, verb: str, *options: str) -> None:
        if self._try(verb, *options) is None:
            raise StartFailed(
                f"pg_ctl could not {verb} the server in {self.data_dir}.",
                "The data is as it was.",
                f"The log in {self.log_dir} says why; its last lines: {self._last_words()}",
            )

    def _last_words(self) -> str:
        logs = sorted(self.log_dir.glob("*.log"), key=lambda path: path.stat().st_mtime)
        lines = [line for log in logs[-2:] for line in log.read_text(errors="replace").splitlines()[-6:]]
        return " | ".join(lines) or "there is no log"
