"""Reading a file from a configured address: over https, or from this machine; in time, and no more than so much."""

import ipaddress
from collections.abc import Iterator
from time import monotonic
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

TIMEOUT = 20.0
"""Seconds for one answer of the other side, and for the whole file."""
_PIECE = 64 * 1024


class NotFetched(Exception):
    """The address is none that is read, or nothing whole came from it."""


def fetched(address: str, most: int) -> bytes:
    """What stands at the address now. Raises NotFetched, with why."""
    _allowed(address)
    opener = build_opener(_OnlyAllowed, ProxyHandler({}) if _is_here(address) else ProxyHandler())
    request = Request(address, headers={"User-Agent": "counterfoil", "Accept": "application/xml"})  # noqa: S310  asked above
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            return b"".join(_within(answer, most))
    except (URLError, OSError, ValueError) as error:
        raise NotFetched(str(error)) from None


def _within(answer: Any, most: int) -> Iterator[bytes]:
    """The file in pieces: who sends it slowly, or without end, is not waited for."""
    size, until = 0, monotonic() + TIMEOUT
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > most:
            raise NotFetched(f"more than {most} bytes")
        if monotonic() > until:
            raise NotFetched(f"not whole after {TIMEOUT:.0f} seconds")
        yield piece


class _OnlyAllowed(HTTPRedirectHandler):
    """Follows where it is sent on to, but to no address that is not read."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:
        """The next request, where it may be made."""
        _allowed(newurl)
        if _is_here(newurl) and not _is_here(req.full_url):
            raise NotFetched("sent on to this machine")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _allowed(address: str) -> None:
    scheme = urlsplit(address).scheme
    if scheme != "https" and not (scheme == "http" and _is_here(address)):
        raise NotFetched("only https is read, or http from this machine")


def _is_here(address: str) -> bool:
    """Whether the address is this machine's own."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
