"""A person's own account: password, language, clock, how they write figures and days, and where they are signed in."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, cast
from zoneinfo import ZoneInfo, available_timezones

from allauth.account import views as account
from babel.core import Locale as Babel
from babel.core import UnknownLocaleError
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from pydantic import AfterValidator

from counterfoil.foundation.companies.models import User
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import Locale, Timezone, Values, parsed, problem
from counterfoil.foundation.kernel.written import written_by
from counterfoil.foundation.mail.queries import links_stand
from counterfoil.insight.shapes.alerts import preferences_for

from ..wording import Wording, wording
from . import sessions
from .member import in_own_language, now, outside, resolve

HANDS = (
    *(
        "en",
        "en_GB",
        "de",
        "de_AT",
        "de_CH",
        "fr",
        "fr_CH",
        "it",
        "es",
        "pt",
        "pt_BR",
        "nl",
        "pl",
        "cs",
        "sk",
        "hu",
        "sl",
    ),
    *("hr", "ro", "bg", "el", "da", "sv", "nb", "fi", "et", "lv", "lt", "tr", "ja"),
)
"""How figures and days can be written, as far as it is offered; whoever has another one keeps it."""
_EXAMPLE, _EXAMPLE_DAY = Decimal("1234.56"), date(2026, 3, 31)


def _offered(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise problem("no_such_language", _("There is no translation into this language yet."))
    return code


class Preferences(Values):
    """How a person reads; what is left out is as their company has it."""

    language: Annotated[str, AfterValidator(_offered)] = ""
    timezone: Timezone = ""
    locale: Locale = ""


@login_required
def oneself(request: HttpRequest) -> HttpResponse:
    """The account of whoever is signed in, and the change of how they read."""
    resolve(request)
    sessions.seen(request, now())
    if request.method != "POST":
        return _page(request)
    names = Preferences.model_fields
    typed = {name: request.POST.get(name, "").strip() for name in names}
    try:
        said = parsed(Preferences, {name: text for name, text in typed.items() if text})
    except Invalid as invalid:
        return _page(request, typed, invalid.fields, status=422)
    User.objects.filter(id=cast(User, request.user).id).update(**said.model_dump())
    messages.success(request, _("Saved. Pages are written for you like this from now on."))
    return redirect("account")


@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one other session, or all of them. Whoever is signed in here stays so."""
    which = request.POST.get("session", "")
    if which == "others":
        sessions.end_others(request)
        messages.success(request, _("You are signed in nowhere else any more."))
    elif which.isdecimal() and len(which) < 19 and sessions.end(request, int(which)):
        messages.success(request, _("That session is ended."))
    else:
        messages.warning(request, _("That session had ended already."))
    return redirect("account")


class ChangePassword(account.PasswordChangeView):
    """allauth's own change of the password, by whoever knows the present one. Every other session ends with it."""

    template_name = "account/password_change.html"
    success_url = reverse_lazy("account")

    def dispatch(self, request: HttpRequest, *args: Any, **given: Any) -> Any:
        """Whoever has no password yet sets the first one by a link, and not here."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            messages.warning(request, _("You have no password here yet. Ask for a link that sets one."))
            return redirect("account")
        if request.user.is_authenticated:
            resolve(request)
        with in_own_language(request):
            response = super().dispatch(request, *args, **given)
            return response.render() if hasattr(response, "render") else response

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it, and end the others at once."""
        response: HttpResponse = super().form_valid(form)
        sessions.end_others(self.request)
        return response


def _page(
    request: HttpRequest,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, Sequence[Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, member = cast(User, request.user), getattr(request, "member", None)
    stands = typed or {name: getattr(user, name) for name in Preferences.model_fields}
    with written_by(wording(member)), in_own_language(request):
        shown = {
            "stands": stands,
            "errors": errors or {},
            "wrong": bool(errors),
            "languages": settings.LANGUAGES,
            "zones": _zones(),
            "hands": _hands(stands["locale"]),
            "of_company": _written(wording(member.company if member else None)),
            "company_zone": member.company.timezone if member else "UTC",
            "sessions": sessions.of_person(request),
            "told_of": _told_of(member),
            "mail_stands": links_stand(),
            "digest_hour": time(settings.COUNTERFOIL_DIGEST_HOUR),
            "has_password": user.has_usable_password(),
            "here": "account",
        }
        return render(request, "account/oneself.html", shown, status=status)


def _told_of(member: Any) -> list[Any]:
    """Of which kinds of alerts whoever works here is told."""
    if member is None or outside(member):
        return []
    with scope.reading(member.company_id):
        return preferences_for(member)


def _hands(own: str) -> list[tuple[str, str]]:
    """What can be chosen, each with an example; the person's own among them."""
    return [_hand(code) for code in (*HANDS, *([own] if own and own not in HANDS and _known(own) else []))]


def _known(code: str) -> bool:
    try:
        return bool(Babel.parse(code, sep="-" if "-" in code else "_"))
    except (UnknownLocaleError, ValueError):
        return False


@cache
def _hand(code: str) -> tuple[str, str]:
    locale = Babel.parse(code, sep="-" if "-" in code else "_")
    return code, f"{_written(Wording(locale, ZoneInfo('UTC')))} · {locale.get_display_name()}"


def _written(words: Wording) -> str:
    return f"{words.number(_EXAMPLE)} · {words.day(_EXAMPLE_DAY)}"


@cache
def _zones() -> list[str]:
    """Places, and UTC: names that mean the same everywhere."""
    return sorted(
        name for name in available_timezones() if name == "UTC" or ("/" in name and not name.startswith("Etc/"))
    )
