"""Limits that hold for every door, and what no page may leave behind."""

from collections.abc import Callable
from typing import cast

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from counterfoil.server.front import LATE

_API = "/api/"


def most_body(path: str) -> int:
    """How many bytes are read of a request to this address."""
    return max(settings.MOST_BODY, settings.LARGER_BODIES.get(path, 0))


class BodyLimit:
    """Refuse a body above the limit, whoever sends it, unread: waiting for its end would hold a thread for anybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = most_body(request.path_info)
        if int(request.META.get("CONTENT_LENGTH") or 0) <= most:
            return self.get_response(request)
        if not request.path_info.startswith(_API):
            return self._page(request, most)
        title = _("The request is too large.")
        detail = _("At most %(most)s bytes are read; nothing was changed.") % {"most": most}
        problem = {"type": "about:blank", "title": title, "status": 413, "detail": detail}
        answer = JsonResponse(problem, status=413, content_type="application/problem+json")
        answer["Connection"] = "close"
        return answer

    def _page(self, request: HttpRequest, most: int) -> HttpResponse:
        """For a person: a page with the policy that every page has, though it never came so far in."""
        said = {"most": filesizeformat(most)}
        shown = CSPMiddleware(lambda one: render(one, "web/too_large.html", said, status=413))
        answer = cast(HttpResponse, shown(request))
        answer["Connection"] = "close"
        return answer


class Private:
    """No browser and no proxy keeps a page or a download. The API says its own, and static files may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(_API):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Slowed:
    """Says in a header by how many seconds the answer is to be late. The front holds it back, so that no thread waits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if seconds := getattr(request, "slowed", 0):
            response.headers[LATE] = str(seconds)
        return response
