"""The front of a WSGI application under granian: a request takes a thread once its body is here, and never waits in one.

Threads are few. A body is awaited on the event loop, where thousands may wait; one that stalls or trickles is cut. What needs
no body is answered without it. A long answer is kept on disk as the application makes it, and sent from there piece by piece:
who reads it slowly holds neither a thread nor memory.
"""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any

SILENCE = 5.0
"""Seconds without a byte after which a body is cut."""
GRACE, LEAST_RATE = 10.0, 10_000
"""After so many seconds a body is cut that came with fewer bytes a second, on average."""
LATE = "Counterfoil-Late"
"""The header in which the application says by how many seconds its answer is to be held back. Nobody else sees it."""
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
_CUT = b"The body came too slowly and was cut. Nothing was changed; send it again.\n"
_SHORT = b"The body ended before its length was reached. Nothing was changed; send it again.\n"
_LISTED = {"cookie": "; "}

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class TooSlow(Exception):
    """A body that stalled, or came below the least rate."""


class CutShort(Exception):
    """A body that ended before its length: half a form could read as a whole one."""


class Front:
    """Runs the application in threads of its own. `wanted` says of a request with a length whether its body is read."""

    def __init__(self, application: Application, wanted: Callable[[Environ], bool], threads: int) -> None:
        self._application, self._wanted = application, wanted
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        """Answer one request."""
        environ = environ_of(scope)
        environ["wsgi.input"] = io.BytesIO()
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length and self._wanted(environ):
            try:
                environ["wsgi.input"] = await received(aiter(proto), length, asyncio.get_running_loop().time)
            except (TooSlow, CutShort) as no:
                status, said = (408, _CUT) if isinstance(no, TooSlow) else (400, _SHORT)
                proto.response_bytes(status, [("content-type", "text/plain"), ("connection", "close")], said)
                return
        with environ["wsgi.input"]:
            loop = asyncio.get_running_loop()
            status, headers, content = await loop.run_in_executor(self._threads, self._answer, environ)
        late = [float(value) for name, value in headers if name == LATE]
        if late:
            await asyncio.sleep(late[0])
            headers = [(name, value) for name, value in headers if name != LATE]
        if isinstance(content, bytes):
            proto.response_bytes(status, headers, content)
        else:
            await self._send(proto.response_stream(status, headers), content)

    async def _send(self, transport: Any, content: IO[bytes]) -> None:
        loop = asyncio.get_running_loop()
        with content:
            while piece := await loop.run_in_executor(None, content.read, PIECE):
                await transport.send_bytes(piece)

    def _answer(self, environ: Environ) -> tuple[int, list[tuple[str, str]], bytes | IO[bytes]]:
        """Called in a thread, and all of it there: the application closes what it opened for this request."""
        said: list[Any] = []
        parts = self._application(environ, lambda status, headers, _error=None: said.extend((status, headers)))
        content: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed here, or once it is sent
        try:
            for part in parts:
                content.write(part)
        except BaseException:
            content.close()
            raise
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, size = int(said[0].split(" ", 1)[0]), content.tell()
        content.seek(0)
        if size > IN_MEMORY:
            return status, said[1], content
        with content:
            return status, said[1], content.read()


async def received(chunks: AsyncIterator[bytes], length: int, now: Callable[[], float]) -> IO[bytes]:
    """The whole body, from its beginning. Raises TooSlow and CutShort."""
    began, total = now(), 0
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by whoever reads it
    try:
        while total < length:
            allowed = max(began + GRACE, began + total / LEAST_RATE)
            async with asyncio.timeout_at(min(now() + SILENCE, allowed)):
                chunk = await chunks.__anext__()
            body.write(chunk)
            total += len(chunk)
    except StopAsyncIteration:
        body.close()
        raise CutShort from None
    except TimeoutError:
        body.close()
        raise TooSlow from None
    body.seek(0)
    return body


def environ_of(scope: Any) -> Environ:
    """A granian scope as WSGI has it. A header whose name holds a line below is left out: it would pass for another one."""
    server, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        environ[key] = environ[key] + _LISTED.get(name, ",") + value if key in environ else value
    return environ
