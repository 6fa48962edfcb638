"""How many statements each verb takes: the same line once more, through the same door, with somebody counting."""

from typing import Any

from django.db import connection
from django.test import Client

from .by_hand import ByHand
from .guarded import Guarded
from .line import VERBS, run
from .over_http import Company, OverHttp
from .wire import Unexpected


class InProcess:
    """A wire that leads into this process instead of to a server, so that its statements can be seen."""

    def __init__(self) -> None:
        self._client = Client(SERVER_NAME="localhost")

    def get(self, path: str, head: dict[str, str]) -> bytes:
        return self._answered(self._client.get(path, headers=head))

    def post(self, path: str, head: dict[str, str], body: Any) -> Any:
        answer = self._client.post(path, body, content_type="application/json", headers=head)
        self._answered(answer)
        return answer.json()

    def close(self) -> None:
        """Nothing to hang up."""

    def _answered(self, answer: Any) -> bytes:
        if answer.status_code not in (200, 201):
            raise Unexpected(answer.content.decode())
        return bytes(answer.content)


class WithinReach(OverHttp):
    """The way over HTTP, but for the network."""

    def connected(self, host: str, port: int) -> InProcess:
        return InProcess()


def of_http(company: Company, today: str, serial: int) -> dict[str, list[str]]:
    """The statements of each verb over HTTP, from the key's look-up to the entry.

    BEGIN and COMMIT are not among them: every transaction has them.
    """
    way, sent = WithinReach("", 0, [company], today), Sent()
    run(way, serial)  # once before, so that nothing is counted that happens once in a process
    with connection.execute_wrapper(lambda execute, sql, *given: execute(sent.noted(sql), *given)):
        run(way, serial + 1, sent.clock)
    return sent.by_verb()


def of_sql(way: ByHand | Guarded, serial: int) -> dict[str, list[str]]:
    """The statements of each verb by hand; BEGIN and COMMIT not among them either. The way is closed afterwards."""
    sent = Sent()
    execute = way.connection.execute
    way.connection.execute = lambda sql, *given: execute(sent.noted(sql), *given)  # type: ignore[method-assign,assignment]
    run(way, serial, sent.clock)
    way.close()
    return sent.by_verb()


class Sent:
    """The statements that were sent, and how many there were before and after each verb."""

    def __init__(self) -> None:
        self._statements: list[str] = []
        self._marks: list[int] = []

    def noted(self, statement: Any) -> Any:
        """The same statement, noted."""
        self._statements.append(str(statement))
        return statement

    def clock(self) -> float:
        """Asked before and after each verb, as a clock is."""
        self._marks.append(len(self._statements))
        return 0.0

    def by_verb(self) -> dict[str, list[str]]:
        """What was sent in each verb."""
        spans = zip(VERBS, self._marks[::2], self._marks[1::2], strict=True)
        return {verb: self._statements[begun:ended] for verb, begun, ended in spans}
