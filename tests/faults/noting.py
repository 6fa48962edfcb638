"""A client that notes what it asked and what it was told, and asks again under the same key until it is told."""

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any

LONGEST = 30.0
"""Seconds after which a request without any answer counts as hanging. The product promises ten and what a verb takes."""
_GIVE_UP = 150.0
_PAUSE = 0.3


class Refusing(AssertionError):
    """The server answered as it may not while something is broken."""


@dataclass(frozen=True)
class Told:
    """What came back: a status with its body, or none where the connection broke."""

    status: int | None
    kind: str
    body: bytes
    seconds: float
    again_after: str | None = None

    @property
    def done(self) -> bool:
        """Whether this says that it is done."""
        return self.status in (200, 201)


@dataclass
class Asked:
    """One write: what was sent, what went wrong, and the answer in the end."""

    path: str
    head: dict[str, str]
    body: bytes
    failures: list[Told] = field(default_factory=list)
    answer: Told | None = None

    @property
    def key(self) -> str:
        """Its idempotency key."""
        return self.head["Idempotency-Key"]


class Noting:
    """What the bench's client needs of a connection; one is made anew whenever the last one broke."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._connection: http.client.HTTPConnection | None = None
        self.asked: list[Asked] = []

    def get(self, path: str, head: dict[str, str]) -> bytes:
        raise NotImplementedError("a line only writes")

    def post(self, path: str, head: dict[str, str], body: Any) -> Any:
        """Write, and again until it is done. Raises Refusing for an answer that is neither done nor 'try again'."""
        asked = Asked(path, head | {"Content-Type": "application/json"}, json.dumps(body).encode())
        self.asked.append(asked)
        until = time.monotonic() + _GIVE_UP
        while asked.answer is None:
            told = self.once(asked)
            if told.done:
                asked.answer = told
            else:
                asked.failures.append(told)
                _refuse(asked, told, until)
                time.sleep(_PAUSE)
        return json.loads(asked.answer.body)

    def once(self, asked: Asked) -> Told:
        """Send it once."""
        begun = time.monotonic()
        try:
            return self._exchange(asked, begun)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            return Told(None, type(error).__name__, str(error).encode(), time.monotonic() - begun)

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _exchange(self, asked: Asked, begun: float) -> Told:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._host, self._port, timeout=LONGEST)
        self._connection.request("POST", asked.path, asked.body, asked.head)
        answer = self._connection.getresponse()
        body = answer.read()
        kind, again = answer.headers.get_content_type(), answer.headers["Retry-After"]
        return Told(answer.status, kind, body, time.monotonic() - begun, again)


def _refuse(asked: Asked, told: Told, until: float) -> None:
    """No answer at all, or 503 as a problem that says when to come again: nothing else may be told."""
    told_well = told.status == 503 and told.kind == "application/problem+json" and told.again_after
    if told.status is not None and not told_well:
        raise Refusing(f"{asked.path}: {told}")
    if told.seconds >= LONGEST:
        raise Refusing(f"{asked.path} hung for {told.seconds:.0f} s")
    if time.monotonic() > until:
        raise Refusing(f"{asked.path} was not done within {_GIVE_UP:.0f} s: {told}")
