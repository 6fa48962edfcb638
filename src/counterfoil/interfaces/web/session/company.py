"""Which company I work in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from counterfoil.foundation.kernel.refusals import NotFound

from .member import choose, resolve


@login_required
def company(request: HttpRequest) -> HttpResponse:
    """The companies that the user belongs to; choosing one changes nothing but what is shown."""
    if request.method == "POST":
        choose(request, _uuid(request.POST.get("company", "")))
        return redirect("desk")
    resolve(request)
    return render(request, "web/company.html", {"here": "company"})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("company") from None
