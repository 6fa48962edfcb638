"""What a verb's no looks like as a page: what happened, what is unchanged, what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from counterfoil.foundation.kernel.outages import AGAIN_AFTER, is_outage, pass_over
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Refused, Stale
from counterfoil.foundation.kernel.written import written_by

from .wording import wording


class Refusals:
    """Turns what a view did not answer itself into a page with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the four ways in which a verb says no, and for an outage; anything else goes on."""
        if is_outage(error):
            pass_over(error, f"{request.method} {request.path}")
            return away()
        member = getattr(request, "member", None)
        with written_by(wording(member)):
            return _answered(request, error)


def _answered(request: HttpRequest, error: Exception) -> HttpResponse | None:
    back = _record(request)
    if isinstance(error, Refused):
        status = 403 if error.never else 409
        return render(request, "web/refused.html", {"reasons": error.reasons, "back": back}, status=status)
    if isinstance(error, NotFound):
        return missing(request)
    if isinstance(error, Stale):
        return render(request, "web/stale.html", {"back": back}, status=412)
    if isinstance(error, Invalid):
        return render(request, "web/invalid.html", {"fields": error.fields, "back": back}, status=422)
    return None


def _record(request: HttpRequest) -> str:
    """The record that the request was about, or the desk."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    return reverse("record", args=[named["order_id"]]) if "order_id" in named else reverse("desk")


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, or not yours: the page never says which."""
    return render(request, "web/missing.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault. Needs neither database nor session."""
    return render(request, "web/broken.html", status=500)


def away() -> HttpResponse:
    """The database or its disk is away. Rendered without the request, about whose sender nobody can be asked."""
    answer = HttpResponse(render_to_string("web/away.html"), status=503)
    answer["Retry-After"] = str(AGAIN_AFTER)
    return answer


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Forbidden before any rule was asked."""
    return render(request, "web/denied.html", status=403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that can't be read."""
    return render(request, "web/unreadable.html", status=400)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: sent from another site, or from a page that is too old."""
    return HttpResponseForbidden(render(request, "web/forged.html").content)
