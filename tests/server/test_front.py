"""How long a body is waited for: five seconds without a byte, and ten kilobytes a second on average after ten."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from counterfoil.server import front
from counterfoil.server.front import CutShort, Front, TooSlow, environ_of, received


@pytest.fixture(autouse=True)
def hundred_times_as_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "SILENCE", 0.05)
    monkeypatch.setattr(front, "GRACE", 0.1)
    monkeypatch.setattr(front, "LEAST_RATE", 1_000_000)


async def sent(parts: Iterable[tuple[float, int]]) -> AsyncIterator[bytes]:
    """So many bytes after so many seconds, and so on."""
    for pause, size in parts:
        await asyncio.sleep(pause)
        yield b"x" * size


def size_of(parts: list[tuple[float, int]], missing: int = 0) -> int:
    length = sum(size for _pause, size in parts) + missing

    async def read() -> int:
        body = await received(sent(parts), length, asyncio.get_running_loop().time)
        with body:
            return len(body.read())

    return asyncio.run(read())


@pytest.mark.parametrize(
    ("parts", "size"),
    [
        ([], 0),
        ([(0, 10), (0.02, 10), (0.02, 10)], 30),
        ([(0.02, 1)] * 4, 4),
        ([(0.02, 40_000)] * 10, 400_000),
    ],
    ids=["nothing", "with pauses", "few bytes in little time", "long and fast enough"],
)
def test_a_body_that_comes_is_read(parts: list[tuple[float, int]], size: int) -> None:
    assert size_of(parts) == size


@pytest.mark.parametrize(
    "parts",
    [[(5, 1)], [(0, 10), (5, 1)], [(0.02, 1)] * 20, [(0.02, 10_000)] * 40],
    ids=["no byte at all", "no byte any more", "a byte now and then", "below the least rate"],
)
def test_a_body_that_stalls_or_trickles_is_cut(parts: list[tuple[float, int]]) -> None:
    with pytest.raises(TooSlow):
        size_of(parts)


def test_a_body_that_ends_too_early_is_no_body() -> None:
    """Half a form would read as a whole one."""
    with pytest.raises(CutShort):
        size_of([(0, 10)], missing=1)


class Told:
    """What a server tells of a request: a body that never comes, unless nobody asks for it."""

    scope = SimpleNamespace(
        method="POST", path="/ä", query_string="", client="[::1]:5", server="127.0.0.1:80", scheme="http",
        http_version="1.1", headers={"content-length": "9", "x_forwarded_for": "1.1.1.1", "x-two": "2"},
    )  # fmt: skip

    def __init__(self) -> None:
        self.answered: tuple[Any, ...] = ()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return sent([(5, 9)])

    def response_bytes(self, *answer: Any) -> None:
        self.answered = answer

    def response_stream(self, *head: Any) -> "Told":
        self.answered = (*head, [])
        return self

    async def send_bytes(self, piece: bytes) -> None:
        self.answered[-1].append(piece)


def application(environ: dict[str, Any], start: Any) -> list[bytes]:
    start("200 OK", [("x", environ["PATH_INFO"])])
    return [environ["wsgi.input"].read(), b"done"]


@pytest.mark.parametrize(("wanted", "status"), [(True, 408), (False, 200)])
def test_what_needs_no_body_is_answered_without_it(wanted: bool, status: int) -> None:
    request = Told()
    asyncio.run(Front(application, lambda _environ: wanted, 1).__rsgi__(request.scope, request))
    assert request.answered[0] == status


def test_an_answer_that_is_to_be_late_is_held_back_and_takes_no_thread() -> None:
    """The one thread answers the second request while the first one waits."""

    def late(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [(front.LATE, "0.2"), ("x", "y")])
        return [b"done"]

    async def both(requests: list[Told]) -> float:
        served, began = Front(late, lambda _environ: False, 1), asyncio.get_running_loop().time()
        await asyncio.gather(*(served.__rsgi__(one.scope, one) for one in requests))
        return asyncio.get_running_loop().time() - began

    requests = [Told(), Told()]
    assert 0.2 <= asyncio.run(both(requests)) < 0.35
    assert requests[0].answered[1] == [("x", "y")]


def test_a_header_cannot_pass_for_another_one() -> None:
    environ = environ_of(Told.scope)
    assert (environ["CONTENT_LENGTH"], environ["HTTP_X_TWO"], environ["REMOTE_ADDR"]) == ("9", "2", "::1")
    assert "HTTP_X_FORWARDED_FOR" not in environ


@pytest.mark.parametrize(("size", "pieces"), [(front.IN_MEMORY, 0), (front.IN_MEMORY + 1, 5)])
def test_a_long_answer_is_sent_piece_by_piece_from_disk(size: int, pieces: int) -> None:
    closed: list[bool] = []

    class Parts(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def long(environ: dict[str, Any], start: Any) -> Parts:
        start("200 OK", [("x", "1")])
        return Parts([b"a" * 1000, b"b" * (size - 1000)])

    told = Told()
    asyncio.run(Front(long, lambda environ: False, threads=1).__rsgi__(told.scope, told))
    status, headers, content = told.answered
    assert (status, headers, closed) == (200, [("x", "1")], [True])
    assert (len(content) if pieces else 0) == pieces
    assert len(b"".join(content) if pieces else content) == size
