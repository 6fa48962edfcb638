"""What Django itself answers under /api/ becomes a problem too, and a caller's body is read to its end."""

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _

from .problems import ProblemAnswer, Told, problem

_CHUNK = 64 * 1024
_KEPT = ("Allow", "WWW-Authenticate", "Retry-After", "Connection")


class Problems:
    """The outermost of all: sees the errors of every layer below, and touches no address but the API's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        # Django reads no body whose length it is not told: a chunked one would silently count as none.
        response = _without_length() if "Transfer-Encoding" in request.headers else self.get_response(request)
        _read_to_the_end(request, response)
        if response.status_code >= 400 and not isinstance(response, ProblemAnswer):
            response = _retold(response)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _read_to_the_end(request: HttpRequest, response: HttpResponse) -> None:
    """An unread body costs the kept-alive connection. Only a caller with a key may make a thread wait for it."""
    if response.status_code == 413 or not getattr(request, "auth", None):
        if request.headers.get("Content-Length", "0") != "0":
            response["Connection"] = "close"
        return
    with suppress(UnreadablePostError):
        while request.read(_CHUNK):
            pass


def _without_length() -> HttpResponse:
    return problem(400, Told(detail=_("Send the body with its Content-Length, not in chunks.")))


def _retold(response: HttpResponse) -> HttpResponse:
    answer = problem(response.status_code)
    for name in _KEPT:
        if name in response.headers:
            answer[name] = response.headers[name]
    return answer
