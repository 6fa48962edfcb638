"""Clients that take lines from draft to settled, one after another, until they are told to begin no more."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bench.line import VERBS, run
from bench.over_http import Company, OverHttp

from .noting import Asked, Noting
from .server import Server, wait_until

CLIENTS = 4


class _OverHttp(OverHttp):
    """The bench's client on a connection that notes."""

    def connected(self, host: str, port: int) -> Noting:
        self.noting = Noting(host, port)
        return self.noting


class Load:
    """The clients together: how many lines they have ended, and everything they asked."""

    def __init__(self, server: Server, company: Company) -> None:
        self._stop, self.lines = threading.Event(), 0
        self._counting, self._broken = threading.Lock(), []  # type: tuple[threading.Lock, list[BaseException]]
        today = datetime.now(UTC).date().isoformat()
        running = server.running
        self._ways = [_OverHttp(running.host, running.port, [company], today) for _ in range(CLIENTS)]
        self._threads = [threading.Thread(target=self._client, args=given) for given in enumerate(self._ways)]

    @property
    def asked(self) -> list[Asked]:
        """Everything that any client asked."""
        return [asked for way in self._ways for asked in way.noting.asked]

    @property
    def interrupted(self) -> list[Asked]:
        """What was not answered at the first time."""
        return [asked for asked in self.asked if asked.failures]

    def go_on_for(self, lines: int) -> None:
        """Wait until so many more lines have ended."""
        wanted = self.lines + lines
        wait_until(lambda: self._broken or self.lines >= wanted, f"{lines} more lines")
        self._raise()

    def begin(self) -> None:
        """Let all clients begin."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let each client end the line it is at."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        for way in self._ways:
            way.close()

    def check(self) -> None:
        """Every line that was begun was ended. Raises what stopped a client."""
        self._raise()
        assert len(self.asked) == self.lines * len(VERBS)

    def _client(self, number: int, way: _OverHttp) -> None:
        serial = number + 1
        try:
            while not self._stop.is_set():
                run(way, serial)
                serial += CLIENTS
                with self._counting:
                    self.lines += 1
        except BaseException as error:
            self._broken.append(error)

    def _raise(self) -> None:
        if self._broken:
            raise self._broken[0]


@contextmanager
def under_load(server: Server, company: Company) -> Iterator[Load]:
    """Lines run within the block; at its end those that were begun are ended."""
    load = Load(server, company)
    load.begin()
    try:
        yield load
    finally:
        load.end()
    load.check()
