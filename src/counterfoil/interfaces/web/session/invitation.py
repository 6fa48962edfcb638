"""Answering an invitation by its link: with a first password, or signed in to the account that is there already."""

from enum import Enum

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies import links
from counterfoil.foundation.companies.actions.members import accept_membership, decline_membership
from counterfoil.foundation.companies.models import Member, User
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.trail.action import Via

from .member import COMPANY, now, resolve

LINK = "invitation"
"""The session's name for the secret of the link that was opened last: no further address carries it."""
_WEB = Via("web")


class Way(Enum):
    """How somebody who holds a link can answer."""

    PASSWORD, ANSWER, SIGN_IN, SOMEBODY_ELSE = "password", "answer", "sign_in", "somebody_else"


def address_of(request: HttpRequest, secret: str) -> str:
    """The whole link, for whoever copies it: at the address that this server is configured to have, if there is one."""
    path = reverse("invitation_link", args=[secret])
    return f"{settings.COUNTERFOIL_ADDRESS}{path}" if settings.COUNTERFOIL_ADDRESS else request.build_absolute_uri(path)


def opened(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody opens a link. Of an unknown one no more is said than that, whatever it looks like."""
    if links.told(secret, now()) is None:
        return render(request, "web/invitation/unknown.html", status=404)
    request.session[LINK] = secret
    return redirect("invitation")


def invitation(request: HttpRequest) -> HttpResponse:
    """The invitation whose link was opened, and its answer. Who has opened none is told to."""
    secret = request.session.get(LINK, "")
    told = links.told(secret, now()) if secret else None
    if told is None:
        return _without_link(request)
    if told.member.state == Member.ACTIVE and request.user.pk == told.member.user_id:
        return _begin(request, told.member)
    if told.reasons:
        return render(request, "web/invitation/over.html", {"told": told}, status=410)
    if request.method == "POST":
        return _answered(request, told, secret)
    return _page(request, told)


def _answered(request: HttpRequest, told: links.Told, secret: str) -> HttpResponse:
    way, at = _way(request, told), now()
    try:
        if request.POST.get("do") == "decline" and way is not Way.SOMEBODY_ELSE:
            decline_membership(by=told.member, at=at, via=_WEB, secret=secret)
            return render(request, "web/invitation/declined.html", {"told": told})
        if way is Way.ANSWER:
            accept_membership(by=told.member, at=at, via=_WEB, secret=secret)
        elif way is Way.PASSWORD:
            if wrong := _wrong(request, told.member):
                return _page(request, told, 422, wrong)
            hashed = make_password(request.POST["password"])
            accept_membership(by=told.member, at=at, via=_WEB, secret=secret, first_password=hashed)
            user = User.objects.get(email=told.member.email)
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        else:
            return _page(request, told, 403)
    except Refused as refused:
        # Somebody answered, or took it back, since this page was made: it is shown as it stands now.
        return _page(request, links.told(secret, at) or told, 409, [reason.words for reason in refused.reasons])
    return _begin(request, told.member)


def _way(request: HttpRequest, told: links.Told) -> Way:
    """Nobody answers for somebody else, and an account that is there already is signed in to and never opened by a link."""
    if request.user.is_authenticated:
        return Way.ANSWER if request.user.pk == told.member.user_id else Way.SOMEBODY_ELSE
    return Way.PASSWORD if told.is_new_here else Way.SIGN_IN


def _wrong(request: HttpRequest, member: Member) -> list[str]:
    """What is wrong with the passwords that were typed."""
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        return [_("The two passwords differ. Type the same one twice.")]
    try:
        validate_password(password, User(email=member.email, name=member.name))
    except ValidationError as weak:
        return list(weak.messages)
    return []


def _begin(request: HttpRequest, member: Member) -> HttpResponse:
    request.session.pop(LINK, None)
    request.session[COMPANY] = str(member.company_id)
    messages.success(request, _("Welcome to %(company)s.") % {"company": member.company.name})
    return redirect("desk")


def _page(request: HttpRequest, told: links.Told, status: int = 200, wrong: list[str] | None = None) -> HttpResponse:
    shown = {"told": told, "way": _way(request, told).value, "wrong": wrong or [], "sign_in": _sign_in()}
    return render(request, "web/invitation/page.html", shown, status=status)


def _sign_in() -> str:
    return redirect_to_login(reverse("invitation")).url


def _without_link(request: HttpRequest) -> HttpResponse:
    """Being signed in is not enough: whoever invites from another company may have set up the account."""
    if not request.user.is_authenticated:
        return render(request, "web/invitation/unknown.html", status=404)
    known = resolve(request)
    if known is None or known.member.state != Member.INVITED:
        return redirect("desk")
    return render(request, "web/invitation/waiting.html", {"invited": known.member})
