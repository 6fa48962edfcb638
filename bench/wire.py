"""A lean HTTP/1.1 client: one kept-alive connection, one send and as few reads as it takes. It must not cost what it measures."""

import json
import socket
from typing import Any, Protocol

_CHUNK = 65_536
_JSON = {"Content-Type": "application/json"}


class Unexpected(Exception):
    """The server answered with another status than a line that goes well has."""


class Asking(Protocol):
    """What a client of the API needs of a connection."""

    def get(self, path: str, head: dict[str, str]) -> bytes: ...
    def post(self, path: str, head: dict[str, str], body: Any) -> Any: ...
    def close(self) -> None: ...


class Wire:
    """One connection to the server under test."""

    def __init__(self, host: str, port: int) -> None:
        self._host = f"{host}:{port}"
        self._socket = socket.create_connection((host, port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, head: dict[str, str]) -> bytes:
        """A read. Raises Unexpected for any status but 200."""
        return self._ask("GET", path, head, b"")

    def post(self, path: str, head: dict[str, str], body: Any) -> Any:
        """A write of a JSON body, and what it answers. Raises Unexpected for any status but 200 and 201."""
        return json.loads(self._ask("POST", path, head | _JSON, json.dumps(body).encode()))

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _ask(self, method: str, path: str, head: dict[str, str], body: bytes) -> bytes:
        told = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        start = f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Length: {len(body)}\r\n{told}\r\n"
        self._socket.sendall(start.encode() + body)
        status, answer = self._answer()
        if status not in (200, 201):
            raise Unexpected(f"{method} {path}: {status} {answer.decode(errors='replace')[:2_000]}")
        return answer

    def _answer(self) -> tuple[int, bytes]:
        read = self._more(b"")
        while b"\r\n\r\n" not in read:
            read = self._more(read)
        told, _, body = read.partition(b"\r\n\r\n")
        lines = told.lower().split(b"\r\n")
        length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), None)
        while length is not None and len(body) < length:
            body = self._more(body)
        while length is None and not body.endswith(b"0\r\n\r\n"):
            body = self._more(body)
        return int(lines[0].split()[1]), body if length is not None else _whole(body)

    def _more(self, read: bytes) -> bytes:
        got = self._socket.recv(_CHUNK)
        if not got:
            raise Unexpected("the server hung up")
        return read + got


def _whole(chunked: bytes) -> bytes:
    """The body of an answer that came in chunks."""
    body, rest = b"", chunked
    while True:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            return body
        body, rest = body + rest[:length], rest[length + 2 :]
