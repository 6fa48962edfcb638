"""Limits that hold for every door."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

_CHUNK = 64 * 1024


class BodyLimit:
    """Refuse a body above the limit, whoever sends it; up to eight times the limit is read and dropped.

    An unread body would make the server drop a kept-alive connection; what is larger still loses it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length <= settings.MOST_BODY:
            return self.get_response(request)
        left = min(length, settings.MOST_BODY * 8)
        while left > 0 and (chunk := request.read(min(left, _CHUNK))):
            left -= len(chunk)
        title = _("The request is too large.")
        detail = _("At most %(most)s bytes are read; nothing was changed.") % {"most": settings.MOST_BODY}
        problem = {"type": "about:blank", "title": title, "status": 413, "detail": detail}
        return JsonResponse(problem, status=413, content_type="application/problem+json")
