"""Who is at the door: from a session to a member, looked up anew at every request."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from counterfoil.foundation.companies import queries
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.companies.queries import Membership
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.written import written_by
from counterfoil.foundation.trail.action import Via

from ..wording import wording
from . import sessions

COMPANY = "company"
"""The session's name for the company that the user last chose."""

_LONGEST_VERSION = 10
P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in and belongs to a company."""

    member: Member
    companies: list[Membership]
    htmx: HtmxDetails


Page = Callable[Concatenate[MemberRequest, P], HttpResponseBase]
Door = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: Page[P]) -> Door[P]:
    """Let members in; send others to sign-in, the invited to their invitation. Membership is checked at every request."""

    @wraps(view)
    def ask(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        known = resolve(request)
        sessions.seen(request, now())
        if known is None:
            return render(request, "web/no_company.html", status=403)
        if known.member.state == Member.INVITED:
            return _go(request, reverse("invitation"))
        with written_by(wording(known.member)), in_own_language(request):
            return view(known, *args, **kwargs)

    return cast(Door[P], ask)


def resolve(request: HttpRequest) -> MemberRequest | None:
    """The request with its member and the user's companies, or None for a user without any.

    The company is the one that was chosen, else one that was joined: an invitation waits until it is looked for.
    """
    user = cast(Any, request.user)
    companies = queries.companies_of_user(user.id)
    if not companies:
        return None
    chosen = request.session.get(COMPANY)
    here = next((one for one in companies if str(one.company_id) == chosen), companies[0])
    known = cast(MemberRequest, request)
    known.companies = companies
    known.member = queries.member_of(here.company_id, here.member_id)
    known.member.user = user  # who signed in is known already, and how they read with them
    return known


def in_own_language(request: HttpRequest) -> AbstractContextManager[None]:
    """Pages that are made in this block are in the person's language, where they chose one that there is."""
    own = getattr(request.user, "language", "")
    return override(own) if own in dict(settings.LANGUAGES) else nullcontext()


def choose(request: HttpRequest, company_id: UUID) -> None:
    """Work in this company from now on. Raises NotFound for a company that the user does not belong to."""
    user = cast(Any, request.user)
    if company_id not in {one.company_id for one in queries.companies_of_user(user.id)}:
        raise NotFound("company")
    request.session[COMPANY] = str(company_id)


def outside(member: Member) -> bool:
    """Whether the member does not work here, as a contractor: shown their own orders, and nothing internal."""
    return not works_here(member.roles)


def now() -> datetime:
    """The moment of this request. Verbs never read the clock; doors do."""
    return timezone.now()


def new_key() -> str:
    """An idempotency key for a form that is about to be shown."""
    return str(uuid4())


def text_sent(given: Mapping[str, str], name: str) -> str:
    """A text from an address or a form, short, and without the one character that no search can carry."""
    return given.get(name, "").replace("\0", "").strip()[:200]


def id_said(given: Mapping[str, str], name: str) -> UUID:
    """An id from an address or a form; anything else leads to nothing."""
    try:
        return UUID(given.get(name, ""))
    except ValueError:
        return UUID(int=0)


def version_said(given: Mapping[str, str]) -> int | None:
    """The version that a form carried, or None where it carried none."""
    text = given.get("version", "")
    return int(text) if text.isdecimal() and len(text) < _LONGEST_VERSION else None


def via(request: HttpRequest) -> Via:
    """The web door, with the key that the form carried."""
    return Via("web", request.POST.get("key", "")[:200])


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False):
        # A part of a page can't show the sign-in form: the whole page goes there and comes back.
        back = cast(MemberRequest, request).htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    return redirect_to_login(request.get_full_path())


def _go(request: HttpRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)
